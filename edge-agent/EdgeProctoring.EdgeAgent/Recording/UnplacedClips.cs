using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// What a camera recorded while the node did not know the time: kept by monotonic time, and given to its exam as soon as the
/// time is known. What lies outside of every exam is deleted: nobody was to be recorded then.
/// </summary>
internal sealed class UnplacedClips
{
    /// <summary>Pieces of a minute; the oldest goes when there are more.</summary>
    private const int Most = 240;

    private readonly Queue<(string Film, TimeSpan From, TimeSpan To)> _clips = [];

    /// <summary>Given up because there were too many.</summary>
    public int Dropped { get; private set; }

    public void Add(string film, TimeSpan from, TimeSpan to)
    {
        _clips.Enqueue((film, from, to));
        if (_clips.Count > Most)
        {
            File.Delete(_clips.Dequeue().Film);
            Dropped++;
        }
    }

    /// <summary>Each clip with the exam that it shows; the film then lies where the plan's draft is expected.</summary>
    public IEnumerable<(ClipPlan Plan, string Film)> Place(NodeClock clock, IReadOnlyList<ExamWindow> windows)
    {
        while (_clips.TryDequeue(out var clip))
        {
            var (from, to) = (clock.At(clip.From), clock.At(clip.To));
            if (windows.FirstOrDefault(exam => exam.From < to && from < exam.To) is { } exam)
            {
                yield return (new ClipPlan(NodeClock.NewId(from), exam, from, to), clip.Film);
            }
            else
            {
                File.Delete(clip.Film);
            }
        }
    }
}
