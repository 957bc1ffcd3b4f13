using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Completeness;

/// <summary>A node is away, or back: opens or ends an observation for each running exam whose room it should watch.</summary>
internal sealed class NodeAbsence(string node, bool away, DateTimeOffset at) : ILedgerWork
{
    /// <summary>The hub as a witness: its observations are items like any other's.</summary>
    public const string Witness = "hub";

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var open = await entry.Session.ListAsync("SELECT observation, exam, room, from_us FROM absences WHERE node = @node AND to_us IS NULL",
            row => new Absence(row.GetString(0), row.GetString(1), row.GetString(2), WireTime.FromMicroseconds(row.GetInt64(3))), cancel, ("@node", node));
        if (!away)
        {
            foreach (var absence in open)
            {
                await EndAsync(entry, absence, cancel);
            }
            return;
        }
        foreach (var (exam, room, from) in await RunningAsync(entry.Session, entry.Now, cancel))
        {
            if (!open.Any(absence => absence.Exam == exam && absence.Room == room))
            {
                await BeginAsync(entry, exam, room, at > from ? at : from, cancel);
            }
        }
    }

    public void Committed()
    {
    }

    public void Failed(Exception why)
    {
    }

    private Task<List<(string Exam, string Room, DateTimeOffset From)>> RunningAsync(Session session, DateTimeOffset now, CancellationToken cancel) => session.ListAsync("""
        SELECT DISTINCT e.id, c.room, e.from_us FROM cameras c JOIN exam_rooms r ON r.room = c.room JOIN exams e ON e.id = r.exam
        WHERE c.node = @node AND e.from_us <= @now AND COALESCE(r.until_us, e.to_us) > @now ORDER BY e.id, c.room
        """, row => (row.GetString(0), row.GetString(1), WireTime.FromMicroseconds(row.GetInt64(2))), cancel, ("@node", node), ("@now", WireTime.ToMicroseconds(now)));

    private async Task BeginAsync(LedgerEntry entry, string exam, string room, DateTimeOffset from, CancellationToken cancel)
    {
        var absence = new Absence(Guid.CreateVersion7(entry.Now).ToString(), exam, room, from);
        await entry.Session.DoAsync("INSERT INTO absences (observation, node, exam, room, from_us) VALUES (@observation, @node, @exam, @room, @from)", cancel,
            ("@observation", absence.Observation), ("@node", node), ("@exam", exam), ("@room", room), ("@from", WireTime.ToMicroseconds(from)));
        await HubWitness.SayAsync(entry, seq => Observation(absence, seq, null), cancel);
        await entry.AuditAsync(Witness, "node.away", node, exam, room, cancel);
    }

    private async Task EndAsync(LedgerEntry entry, Absence absence, CancellationToken cancel)
    {
        var to = at > absence.From ? at : absence.From;
        await entry.Session.DoAsync("UPDATE absences SET to_us = @to WHERE observation = @observation", cancel, ("@to", WireTime.ToMicroseconds(to)), ("@observation", absence.Observation));
        await HubWitness.SayAsync(entry, seq => Observation(absence, seq, to), cancel);
        await entry.AuditAsync(Witness, "node.back", node, absence.Exam, absence.Room, cancel);
    }

    private Observation Observation(Absence absence, long seq, DateTimeOffset? to) => new()
    {
        Id = absence.Observation, Source = new Source(SourceKind.HubVision, Witness), Boot = HubWitness.Boot, Seq = seq,
        Subject = Subject.OfRoom(absence.Exam, absence.Room), Kind = ObservationKind.NodeOffline, From = absence.From, To = to,
        Confidence = Limits.FullConfidence, Detail = new ObservationDetail { Reason = $"node {node} is away" },
    };

    private sealed record Absence(string Observation, string Exam, string Room, DateTimeOffset From);
}
