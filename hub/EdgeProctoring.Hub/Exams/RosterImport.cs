using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Setup;

namespace EdgeProctoring.Hub.Exams;

/// <summary>Takes a roster, all of it or nothing. Taking the same again changes nothing.</summary>
internal sealed class RosterImport(string exam, Table table, string by) : ILedgerWork
{
    private readonly TaskCompletionSource<RosterPlan?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RosterPlan? _plan;

    public Task<RosterPlan?> Done => _done.Task;

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        _plan = await RosterPlan.MakeAsync(entry.Session, exam, table, entry.Now, cancel);
        if (_plan is not { Errors.Count: 0, Changes.Count: > 0 })
        {
            return;
        }
        foreach (var (row, sitting, _) in _plan.Changes)
        {
            await entry.Session.DoAsync("""
                INSERT INTO sittings (id, exam, room, seat, person, name, mode, accommodations, group_name)
                VALUES (@id, @exam, @room, @seat, @person, @name, @mode, '[]', @group)
                ON CONFLICT (id) DO UPDATE SET person = excluded.person, name = excluded.name, group_name = excluded.group_name, room = excluded.room, seat = excluded.seat
                """, cancel, ("@id", sitting), ("@exam", exam), ("@room", row.HasSeat ? row.Room : null), ("@seat", row.HasSeat ? row.Seat : null), ("@person", row.Person), ("@name", row.Name),
                ("@mode", (long)SittingMode.Hall), ("@group", row.Group));
            await entry.AuditAsync($"person:{by}", "roster.changed", sitting, exam, $"{row.Person} {row.Name}", cancel);
        }
        await CampusVersion.RaiseAsync(entry.Session, cancel);
    }

    public void Committed() => _done.TrySetResult(_plan);

    public void Failed(Exception why) => _done.TrySetException(why);
}
