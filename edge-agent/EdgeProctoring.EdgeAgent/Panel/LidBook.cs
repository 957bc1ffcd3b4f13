using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Keeps account of the lid: an opened node is an observation, in each exam that it watches meanwhile, or of the node alone
/// while none runs. It begins when the lid is opened, and ends when it is closed or the exam is over.
/// </summary>
internal sealed class LidBook(ItemMaker items)
{
    private readonly Dictionary<(string Exam, string Room), (string Id, DateTimeOffset From)> _open = [];

    public bool IsOpen { get; private set; }

    /// <summary>What begins and ends now.</summary>
    public IReadOnlyList<BatchItem> Turn(bool isOpen, IReadOnlyList<ExamWindow> running, string room, DateTimeOffset now)
    {
        IsOpen = isOpen;
        if (!isOpen)
        {
            return End(_open.Keys, now);
        }
        var concerned = running.Count > 0 ? running.Select(exam => (exam.Exam, exam.Room)).ToHashSet() : [("", room)];
        var ended = End(_open.Keys.Except(concerned), now);
        return [.. ended, .. concerned.Where(key => !_open.ContainsKey(key)).ToList().Select(key => Begin(key, now))];
    }

    private BatchItem Begin((string Exam, string Room) key, DateTimeOffset now)
    {
        _open[key] = (NodeClock.NewId(now), now);
        return Item(key, null);
    }

    private List<BatchItem> End(IEnumerable<(string Exam, string Room)> keys, DateTimeOffset now)
    {
        var ended = keys.ToList().ConvertAll(key => Item(key, now));
        foreach (var item in ended)
        {
            _open.Remove((item.Observation!.Subject.Exam ?? "", item.Observation.Subject.Room ?? ""));
        }
        return ended;
    }

    private BatchItem Item((string Exam, string Room) key, DateTimeOffset? to) => items.OfNode(ObservationKind.NodeOpened,
        new Subject { Exam = key.Exam.Length > 0 ? key.Exam : null, Room = key.Room.Length > 0 ? key.Room : null }, _open[key].Id, _open[key].From, to, null);
}
