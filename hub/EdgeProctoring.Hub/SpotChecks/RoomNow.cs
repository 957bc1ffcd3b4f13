using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>A room in which an exam runs now.</summary>
public sealed record RoomNow(string Exam, string Room, string Name, string Title, DateTimeOffset From, DateTimeOffset To, int Staff, int Examinees)
{
    /// <summary>Accounts and names of those who watch it.</summary>
    public IReadOnlyList<(string Id, string Name)> People { get; init; } = [];
    public Candidate Candidate { get; init; } = new(Exam, Room);

    /// <summary>Somebody has visited it during this exam.</summary>
    public bool IsVisited { get; init; }
}

/// <summary>Reads the rooms that can be visited now.</summary>
internal static class RoomsNow
{
    private static readonly TimeSpan _month = TimeSpan.FromDays(30);

    public static async Task<List<RoomNow>> ListAsync(Session session, WallBoard wall, Scope scope, DateTimeOffset now, CancellationToken cancel)
    {
        var at = WireTime.ToMicroseconds(now);
        var rooms = await session.ListAsync("""
            SELECT x.exam, x.room, r.name, e.title, e.from_us, COALESCE(x.until_us, e.to_us), x.staff,
                (SELECT COUNT(*) FROM sittings s WHERE s.exam = x.exam AND s.room = x.room)
            FROM exam_rooms x JOIN exams e ON e.id = x.exam JOIN rooms r ON r.id = x.room WHERE e.from_us <= @now AND COALESCE(x.until_us, e.to_us) > @now ORDER BY r.name, x.exam
            """, row => new RoomNow(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), WireTime.FromMicroseconds(row.GetInt64(4)), WireTime.FromMicroseconds(row.GetInt64(5)),
                (int)row.GetInt64(6), (int)row.GetInt64(7)), cancel, ("@now", at));
        var staff = (await session.ListAsync("SELECT s.exam, s.room, s.by_user, COALESCE(u.name, s.by_user) FROM exam_staff s JOIN exams e ON e.id = s.exam LEFT JOIN users u ON u.id = s.by_user WHERE e.to_us > @since",
            row => (Exam: row.GetString(0), Room: row.GetString(1), Person: row.GetString(2), Name: row.GetString(3)), cancel, ("@since", WireTime.ToMicroseconds(now - _month)))).ToLookup(one => (one.Exam, one.Room));
        var visits = await session.ListAsync("SELECT v.exam, v.room, o.done_us FROM visits v JOIN visit_outcomes o ON o.visit = v.id WHERE o.outcome <> @skipped AND o.done_us > @since",
            row => (Exam: row.GetString(0), Room: row.GetString(1), At: WireTime.FromMicroseconds(row.GetInt64(2))), cancel, ("@skipped", VisitStore.Word(VisitResult.Skipped)), ("@since", WireTime.ToMicroseconds(now - _month)));
        var seen = visits.SelectMany(visit => staff[(visit.Exam, visit.Room)]).Select(one => one.Person).ToHashSet(StringComparer.Ordinal);
        var byRoom = visits.ToLookup(visit => visit.Room, StringComparer.Ordinal);
        var visible = new List<RoomNow>();
        foreach (var room in rooms)
        {
            if (!scope.IsWhole && (await ScopeStore.FindAsync(session, room.Exam, cancel) is not { } known || !scope.Covers(known, room.Room)))
            {
                continue;
            }
            List<(string Id, string Name)> people = [.. staff[(room.Exam, room.Room)].Select(one => (one.Person, one.Name))];
            var (alarms, watches) = wall.OpenIn(room.Exam, room.Room);
            var last = byRoom[room.Room].Select(visit => (DateTimeOffset?)visit.At).Max();
            visible.Add(room with
            {
                People = people, IsVisited = byRoom[room.Room].Any(visit => visit.Exam == room.Exam),
                Candidate = new Candidate(room.Exam, room.Room)
                {
                    Staff = [.. people.Select(person => person.Id)], Alarms = alarms, Watches = watches,
                    Days = last is { } before ? (int)(now - before).TotalDays : null, StaffSeen = people.Exists(person => seen.Contains(person.Id)),
                },
            });
        }
        return visible;
    }
}
