using EdgeProctoring.Contracts;
using V1 = EdgeProctoring.Contracts.V1;

namespace EdgeProctoring.EdgeAgent.Tests.Whole;

/// <summary>What the hub may ask of a running node: live pictures, and items again.</summary>
public sealed class AskedTests
{
    private const string Node = "n-204";

    [Fact]
    public async Task Shows_the_newest_picture_of_a_camera_or_a_seat_while_asked_and_sends_items_again()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var asking = await AskingHub.StartAsync(broker.Ca);
        await using var hub = new TestHub(broker, Node) { SendsReceipts = false };
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false) with { Recording = RecordingPolicy.Off });
        await using var agent = new AgentProcess(hub, broker, asking.Address);
        await agent.StartAsync();
        var empty = await hub.SeesAsync(ObservationKind.SeatEmpty, "7");
        Assert.Equal(2, empty.Evidence.Count);

        Ask(asking, "v-1", "cam-1", "", 640);
        var whole = await FrameAsync(asking, "v-1");
        var next = await FrameAsync(asking, "v-1");
        Assert.True(next.AtUs > whole.AtUs);
        Assert.Equal((640, 360), await SizeAsync(whole));
        Ask(asking, "v-2", "cam-1", "12", 4000);
        var seat = await SizeAsync(await FrameAsync(asking, "v-2"));
        Assert.InRange(seat.Width, 100, 500);
        Ask(asking, "v-3", "cam-9", "", 100);
        Assert.Contains("no camera 'cam-9'", (await FrameAsync(asking, "v-3")).Trouble, StringComparison.Ordinal);
        Ask(asking, "v-1", "cam-1", "", 0, framesPerMinute: 0);
        Ask(asking, "v-2", "cam-1", "", 0, framesPerMinute: 0);
        Ask(asking, "v-3", "cam-1", "", 0, framesPerMinute: 0);
        Ask(asking, "v-4", "cam-1", "12", 64);
        await FrameAsync(asking, "v-4");
        Drain(asking);
        await FrameAsync(asking, "v-4");
        Assert.DoesNotContain(Drain(asking), frame => frame.View != "v-4");

        asking.Asked.Replay.Writer.TryWrite(new V1.ReplayRequest { Id = "r-1", Boot = empty.Boot, Range = new V1.SeqRange { From = empty.Seq, To = empty.Seq } });
        var again = await AnswerAsync(asking);
        Assert.Equal(empty.Id, Assert.Single(Wire.DecodeBatch(again.Batch.Batch.Span).Batch.Items).Observation!.Id);
        Assert.True((await AnswerAsync(asking)).Last);
        asking.Asked.Replay.Writer.TryWrite(new V1.ReplayRequest { Id = "r-2", Boot = "long-gone", Range = new V1.SeqRange { From = 3, To = 9 } });
        var gone = await AnswerAsync(asking);
        Assert.Equal((3L, 9L, true), (gone.Gone.Single().From, gone.Gone.Single().To, gone.Last));
        Assert.Equal(0, await agent.StopAsync());
    }

    [Fact]
    public async Task A_view_that_ends_in_the_middle_of_a_picture_takes_no_other_view_with_it()
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var asking = await AskingHub.StartAsync(broker.Ca);
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        await hub.ConfigureAsync(film.Configuration(Node, once: false) with { Recording = RecordingPolicy.Off });
        await using var agent = new AgentProcess(hub, broker, asking.Address);
        await agent.StartAsync();
        Ask(asking, "v-1", "cam-1", "", 640);
        await FrameAsync(asking, "v-1");

        asking.Asked.Reads.Hold();
        Ask(asking, "v-2", "cam-1", "", 640);
        var seen = hub.Items.Count;
        await hub.WaitAsync("the window to fill meanwhile", () => hub.Items.Count > seen + 3 ? hub : null);
        Ask(asking, "v-2", "cam-1", "", 0, framesPerMinute: 0);
        Ask(asking, "v-3", "cam-1", "12", 64);
        await hub.WaitAsync("the node to hear it", () => hub.Items.Count > seen + 5 ? hub : null);
        asking.Asked.Reads.GoOn();
        await FrameAsync(asking, "v-3");
        await FrameAsync(asking, "v-1");
        Assert.Equal(1, asking.Asked.LiveCalls);
        Assert.Equal(0, await agent.StopAsync());
    }

    private static void Ask(AskingHub hub, string view, string camera, string seat, int width, int framesPerMinute = 300) =>
        hub.Asked.Live.Writer.TryWrite(new V1.LiveRequest { View = view, Camera = camera, Seat = seat, Width = width, FramesPerMinute = framesPerMinute });

    private static async Task<V1.LiveFrame> FrameAsync(AskingHub hub, string view)
    {
        using var late = new CancellationTokenSource(TestHub.Limit);
        while (true)
        {
            var frame = await hub.Asked.Frames.Reader.ReadAsync(late.Token);
            if (frame.View == view)
            {
                return frame;
            }
        }
    }

    private static List<V1.LiveFrame> Drain(AskingHub hub)
    {
        var frames = new List<V1.LiveFrame>();
        while (hub.Asked.Frames.Reader.TryRead(out var frame))
        {
            frames.Add(frame);
        }
        return frames;
    }

    private static async Task<V1.ReplayAnswer> AnswerAsync(AskingHub hub)
    {
        using var late = new CancellationTokenSource(TestHub.Limit);
        return await hub.Asked.Answers.Reader.ReadAsync(late.Token);
    }

    private static async Task<(int Width, int Height)> SizeAsync(V1.LiveFrame frame)
    {
        Assert.Equal("", frame.Trouble);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, frame.Jpeg.ToByteArray());
        await using var probe = ChildProcess.Start(Peer.Require("ffprobe"), ["-v", "error", "-f", "mjpeg", "-show_entries", "stream=width,height", "-of", "csv=p=0", file]);
        await probe.WaitForExitAsync(TestHub.Limit);
        File.Delete(file);
        var sides = probe.Output.Trim().Split(',').Select(side => int.Parse(side, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return (sides[0], sides[1]);
    }
}
