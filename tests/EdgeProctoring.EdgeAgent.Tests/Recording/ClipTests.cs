using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Recording;

/// <summary>Which clips are kept, and what of the ring goes into them.</summary>
public sealed class ClipTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ep-ring-").FullName;
    private readonly DateTimeOffset _start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_clip_reaches_from_ten_seconds_before_to_ten_after_and_is_due_once()
    {
        var book = new ClipBook(RecordingPolicy.Incidents);
        var id = book.Book(Exam("ex-1"), At(100));
        Assert.Empty(book.Due(At(109.9)));
        var plan = Assert.Single(book.Due(At(110)));
        Assert.Equal((id, At(90), At(110)), (plan.Id, plan.From, plan.To));
        Assert.Empty(book.Due(At(500)));
    }

    [Fact]
    public void What_begins_meanwhile_shares_the_clip_and_lengthens_it_up_to_a_minute()
    {
        var book = new ClipBook(RecordingPolicy.Incidents);
        var first = book.Book(Exam("ex-1"), At(100));
        Assert.Equal(first, book.Book(Exam("ex-1"), At(108)));
        Assert.Equal(first, book.Book(Exam("ex-1"), At(117)));
        Assert.NotEqual(first, book.Book(Exam("ex-2"), At(117)));
        Assert.Equal([At(127), At(127)], book.Due(At(127)).Select(plan => plan.To));
        var ids = Enumerable.Range(0, 30).Select(step => book.Book(Exam("ex-1"), At(200 + (step * 5)))).ToList();
        var plans = book.Due(At(1000));
        Assert.All(plans, plan => Assert.True(plan.To - plan.From <= TimeSpan.FromSeconds(60)));
        Assert.Equal(ids.Distinct().Order(), plans.Select(plan => plan.Id).Order());
    }

    [Fact]
    public void A_clip_s_id_comes_after_those_of_the_pictures_taken_meanwhile()
    {
        var clip = new ClipBook(RecordingPolicy.Incidents).Book(Exam("ex-1"), At(100))!;
        Assert.True(string.CompareOrdinal(NodeClock.NewId(At(110)), clip) < 0);
    }

    [Fact]
    public void Always_keeps_the_whole_exam_in_pieces_without_a_hole()
    {
        var book = new ClipBook(RecordingPolicy.Always);
        var plans = new List<ClipPlan>();
        for (var second = 0; second < 300; second++)
        {
            book.Turn([Exam("ex-1")], At(second));
            plans.AddRange(book.Due(At(second)));
        }
        plans.AddRange(book.CutShort(At(300)));
        Assert.Equal(At(0), plans[0].From);
        Assert.All(plans.Zip(plans.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(At(300), plans[^1].To);
    }

    [Fact]
    public void Off_keeps_no_clip() => Assert.Null(new ClipBook(RecordingPolicy.Off).Book(Exam("ex-1"), At(0)));

    [Fact]
    public void The_ring_tells_what_each_finished_segment_covers_and_gives_memory_back()
    {
        var ring = new RingFolder(_folder);
        var life = ring.BeginLife(0);
        Write(life, 0, 50, 2);
        var segments = Assert.Single(ring.Lives());
        Assert.Equal(49, segments.Count);
        Assert.Equal((At(0), At(2)), (segments[0].From, segments[0].To));
        Assert.Equal((At(96), At(98)), (segments[48].From, segments[48].To));
        Assert.Equal([At(10), At(12), At(14)], ClipCutter.Choose(ring.Lives(), At(11), At(15)).Select(segment => segment.From));

        ring.Tidy(At(120));
        Assert.Equal(At(32), ring.Lives()[0][0].To);
        Write(life, 50, 8, 20_000_000);
        ring.Tidy(At(121));
        Assert.True(ring.Lives()[0].Sum(segment => segment.Bytes) <= 96_000_000);
    }

    [Fact]
    public void A_clip_never_bridges_two_lives_of_a_camera()
    {
        var ring = new RingFolder(_folder);
        Write(ring.BeginLife(0), 0, 6, 2);
        Write(ring.BeginLife(1), 6, 20, 2);
        var chosen = ClipCutter.Choose(ring.Lives(), At(4), At(24));
        Assert.All(chosen, segment => Assert.Contains("00000001", segment.File, StringComparison.Ordinal));
        ring.Tidy(At(400));
        Assert.Single(Directory.EnumerateDirectories(_folder));
    }

    private void Write(string life, int from, int count, int bytes)
    {
        for (var number = from; number < from + count; number++)
        {
            var file = Path.Combine(life, $"{number:D8}.ts");
            using (var written = File.Create(file))
            {
                written.SetLength(bytes);
            }
            File.SetLastWriteTimeUtc(file, At((number + 1) * 2).UtcDateTime);
        }
    }

    private DateTimeOffset At(double second) => _start.AddSeconds(second);

    private ExamWindow Exam(string id) => new() { Exam = id, Room = "r-1", From = _start, To = _start.AddHours(1) };
}
