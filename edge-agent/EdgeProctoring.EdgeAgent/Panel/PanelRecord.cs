using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Keeps what people did to the node, so that the hub's record tells it: on the disk before it takes effect.</summary>
internal sealed partial class PanelRecord(NodeCondition condition, ItemMaker items, Spool spool, NodeClock clock, ILogger<PanelRecord> log)
{
    private readonly LidBook _lid = new(items);

    /// <summary>Somebody used the button.</summary>
    public Task KeepAsync(ReclaimAnswer answer, CancellationToken cancel)
    {
        var (kind, text) = answer switch
        {
            ReclaimAnswer.Identify => (PanelKinds.Identified, "the button was pressed"),
            ReclaimAnswer.Asked => (PanelKinds.ReclaimAsked, "the button was held; held once more within 30 s, this node leaves its campus"),
            ReclaimAnswer.TakenBack => (PanelKinds.ReclaimTakenBack, "the button was pressed; the node stays"),
            ReclaimAnswer.Refused => (PanelKinds.ReclaimRefused, "the button was held; refused, since an exam runs"),
            _ => (PanelKinds.Reclaimed, "the button was held a second time; this node leaves its campus"),
        };
        Log.Used(log, text);
        var (now, running) = (clock.Now, condition.Running);
        var subject = running.Count > 0 ? Subject.OfRoom(running[0].Exam, running[0].Room) : new Subject { Room = condition.Room.Length > 0 ? condition.Room : null };
        return spool.AppendAsync(SpoolEntry.Of(items.OfNode(kind, subject, NodeClock.NewId(now), now, now, text)), cancel);
    }

    /// <summary>Notes how the lid is; exams begin and end while it stands open.</summary>
    public async Task KeepLidAsync(bool isOpen, CancellationToken cancel)
    {
        if (isOpen != _lid.IsOpen)
        {
            Log.Lid(log, isOpen ? "opened" : "closed");
        }
        var changes = _lid.Turn(isOpen, condition.Running, condition.Room, clock.Now);
        if (changes.Count > 0)
        {
            await spool.AppendAsync(SpoolEntry.Of(changes), cancel);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Panel: {Text}.")]
        public static partial void Used(ILogger logger, string text);

        [LoggerMessage(2, LogLevel.Warning, "The node's lid was {What}.")]
        public static partial void Lid(ILogger logger, string what);
    }
}
