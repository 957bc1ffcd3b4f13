using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Capture;

/// <summary>Each second of an exam is watched or a gap with a reason, never both and never neither.</summary>
public sealed class StreamBookTests : IDisposable
{
    private readonly Nodes _nodes = new();
    private readonly ManualTime _time = new();
    private readonly DateTimeOffset _start;
    private readonly List<BatchItem> _items = [];

    public StreamBookTests() => _start = _time.GetUtcNow();

    public void Dispose() => _nodes.Dispose();

    [Fact]
    public void Every_second_of_the_exam_is_accounted_for_once()
    {
        var book = Book(Exam("ex-1", 5, 100));
        for (var second = 0; second < 40; second++)
        {
            Take(book.Seen(At(second)));
        }
        Take(book.Lost(At(39), At(41), "no route"));
        for (var second = 42; second < 70; second++)
        {
            Take(book.StillLost(At(second), "no route"));
        }
        for (var second = 70; second < 120; second++)
        {
            Take(book.Seen(At(second)));
        }
        Take(book.Close(At(120)));

        var spans = _items.Select(item => item.Coverage).OfType<Coverage>().OrderBy(span => span.From).ToList();
        Assert.Equal(At(5), spans[0].From);
        Assert.Equal(At(100), spans[^1].To);
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(spans, span => Assert.Equal(span.From < At(39) || span.From >= At(70), span.Held));
        Assert.All(spans.Where(span => !span.Held), span => Assert.Equal("no route", span.Reason));
        Assert.True(spans.Max(span => span.To - span.From) <= TimeSpan.FromSeconds(11));
        Assert.Equal([(At(39), null), (At(39), At(70))], Gaps("ex-1"));
    }

    [Fact]
    public void A_gap_outside_of_exams_belongs_to_the_room_until_an_exam_begins()
    {
        var book = Book(Exam("ex-1", 20, 40));
        Take(book.Seen(At(0)));
        Take(book.Lost(At(0), At(2), "unplugged"));
        for (var second = 3; second < 50; second++)
        {
            Take(book.StillLost(At(second), "unplugged"));
        }
        Take(book.Seen(At(50)));
        Assert.Equal([(At(20), null), (At(20), At(40))], Gaps("ex-1"));
        Assert.Equal([(At(0), null), (At(0), At(20)), (At(0), null), (At(0), At(50))], Gaps(null));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_hold_the_account_up()
    {
        var book = Book(Exam("ex-1", -7200, 7200));
        Take(book.Seen(At(0)));
        for (var second = 0; second < 30; second++)
        {
            Take(book.Seen(At(-3600 + second)));
        }
        Assert.Contains(_items, item => item.Coverage?.To > At(-3600));
    }

    private StreamBook Book(params ExamWindow[] exams) =>
        new(new CameraSettings { Id = "cam-1", Address = "v4l2:/dev/video0", Room = "r-1" }, _start, new ItemMaker(_nodes.Identity(), new NodeClock(_time))) { Windows = exams };

    private void Take(IEnumerable<BatchItem> items) => _items.AddRange(items);

    private IEnumerable<(DateTimeOffset, DateTimeOffset?)> Gaps(string? exam) =>
        _items.Select(item => item.Observation).OfType<Observation>().Where(gap => gap.Subject.Exam == exam).Select(gap => (gap.From, gap.To));

    private DateTimeOffset At(int second) => _start.AddSeconds(second);

    private ExamWindow Exam(string id, int from, int to) => new() { Exam = id, Room = "r-1", From = At(from), To = At(to) };
}
