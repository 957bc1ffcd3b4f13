using EdgeProctoring.Hub.Nodes;
using Google.Protobuf;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.Hub.Tests.Nodes;

/// <summary>Many look through one node, which is asked once for all who look at the same.</summary>
public sealed class NodeLineTests : IDisposable
{
    private readonly NodeLine _line = new();

    [Fact]
    public async Task Asks_the_node_once_for_all_who_look_at_the_same()
    {
        var looks = Enumerable.Range(0, 20).Select(viewer => _line.Open(Sight(610 + viewer))!).ToList();
        var asked = Assert.Single(Asked());
        Assert.Equal(("cam-1", 640), (asked.Camera, asked.Width));
        Show(asked, 1);
        foreach (var look in looks)
        {
            Assert.Equal(1, await NextAsync(look));
        }
    }

    [Fact]
    public async Task Shows_the_newest_picture_at_once_to_whoever_joins()
    {
        using var first = _line.Open(Sight());
        Show(Assert.Single(Asked()), 7);
        using var second = _line.Open(Sight());
        Assert.Equal(7, await NextAsync(second!));
    }

    [Fact]
    public void Lets_the_node_rest_when_the_last_has_gone()
    {
        var (first, second) = (_line.Open(Sight())!, _line.Open(Sight())!);
        var asked = Assert.Single(Asked());
        first.Dispose();
        first.Dispose();
        Assert.Empty(Asked());
        second.Dispose();
        Assert.Equal((asked.View, 0), (Assert.Single(Asked()) is var stopped ? stopped.View : "", stopped.FramesPerMinute));
        Assert.NotNull(_line.Open(Sight()));
        Assert.NotEqual(asked.View, Assert.Single(Asked()).View);
    }

    [Fact]
    public void Opens_no_more_views_than_a_node_serves()
    {
        var looks = Enumerable.Range(1, 4).Select(seat => _line.Open(new LiveSight("cam-1", $"{seat}", 640))!).ToList();
        Assert.Null(_line.Open(new LiveSight("cam-1", "5", 640)));
        Assert.NotNull(_line.Open(new LiveSight("cam-1", "4", 640)));
        looks[0].Dispose();
        Assert.NotNull(_line.Open(new LiveSight("cam-1", "5", 640)));
    }

    [Theory, InlineData(1, 320), InlineData(320, 320), InlineData(641, 960), InlineData(1920, 1920), InlineData(9_999, 1920)]
    public void Nearly_the_same_width_is_the_same(int asked, int width) => Assert.Equal(width, LiveSight.WidthFor(asked));

    public void Dispose() => _line.Dispose();

    private static LiveSight Sight(int width = 640) => new("cam-1", "", LiveSight.WidthFor(width));

    private List<V1.LiveRequest> Asked()
    {
        var asked = new List<V1.LiveRequest>();
        while (_line.Requests.TryRead(out var request))
        {
            asked.Add(request);
        }
        return asked;
    }

    private void Show(V1.LiveRequest asked, byte picture) => _line.Show(new V1.LiveFrame { View = asked.View, Jpeg = ByteString.CopyFrom(picture), AtUs = 1 });

    private static async Task<int> NextAsync(LiveLook look)
    {
        await foreach (var picture in look.Pictures(TestContext.Current.CancellationToken))
        {
            return picture.Jpeg.Span[0];
        }
        return -1;
    }
}
