using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.Nodes;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>Reads what the pages of visits show.</summary>
internal sealed class VisitBook(IDatabase database, WallBoard wall, TimeProvider time)
{
    private const int MostLines = 100;
    private static readonly TimeSpan _month = TimeSpan.FromDays(30);

    public async Task<VisitsSheet> ListAsync(Scope scope, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var now = time.GetUtcNow();
        var rooms = await RoomsNow.ListAsync(session, wall, scope, now, cancel);
        var visible = await ScopeStore.ExamsAsync(session, scope, cancel);
        var titles = (await session.ListAsync("SELECT DISTINCT e.id, e.title FROM exams e JOIN visits v ON v.exam = e.id", row => (row.GetString(0), row.GetString(1)), cancel)).ToDictionary(StringComparer.Ordinal);
        var names = (await session.ListAsync("SELECT DISTINCT r.id, r.name FROM rooms r JOIN visits v ON v.room = r.id", row => (row.GetString(0), row.GetString(1)), cancel)).ToDictionary(StringComparer.Ordinal);
        var visits = (await VisitStore.ListAsync(session, now - _month, MostLines, cancel)).FindAll(visit => visible is null || visible.Contains(visit.Exam));
        return new VisitsSheet(rooms, [.. visits.Select(visit => new VisitLine(visit, titles.GetValueOrDefault(visit.Exam, visit.Exam), names.GetValueOrDefault(visit.Room, visit.Room)))],
            await CoverageAsync(session, visible, now, cancel));
    }

    /// <summary>Null where there is no such visit, or its room is none of this person's.</summary>
    public async Task<VisitSheet?> FindAsync(string id, Scope scope, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        if (await VisitStore.FindAsync(session, id, cancel) is not { } visit || await ScopeStore.FindAsync(session, visit.Exam, cancel) is not { } known || !scope.Covers(known, visit.Room))
        {
            return null;
        }
        var rooms = await RoomsNow.ListAsync(session, wall, scope, time.GetUtcNow(), cancel);
        var room = rooms.Find(one => one.Exam == visit.Exam && one.Room == visit.Room) ?? await OverAsync(session, visit, cancel);
        var cameras = await session.ListAsync("SELECT node, id FROM cameras WHERE room = @room ORDER BY node, id", row => new VisitCamera(row.GetString(0), row.GetString(1)), cancel, ("@room", visit.Room));
        var seats = await SeatMaps.ListAsync(session, visit.Room, cancel);
        return new VisitSheet(visit, room, cameras, [.. seats.Select(seat => new VisitSeat(seat.Id, [.. seat.Corners.Select(corner => new[] { corner.X, corner.Y })]))],
            rooms.Count(one => one.IsVisited), rooms.Count);
    }

    // The exam is over by now: its room is not among those that run.
    private static async Task<RoomNow> OverAsync(Session session, Visit visit, CancellationToken cancel) => await session.FindAsync<RoomNow>("""
        SELECT r.name, e.title, e.from_us, COALESCE(x.until_us, e.to_us), x.staff, (SELECT COUNT(*) FROM sittings s WHERE s.exam = x.exam AND s.room = x.room)
        FROM exam_rooms x JOIN exams e ON e.id = x.exam JOIN rooms r ON r.id = x.room WHERE x.exam = @exam AND x.room = @room
        """, row => new RoomNow(visit.Exam, visit.Room, row.GetString(0), row.GetString(1), WireTime.FromMicroseconds(row.GetInt64(2)), WireTime.FromMicroseconds(row.GetInt64(3)), (int)row.GetInt64(4), (int)row.GetInt64(5)),
        cancel, ("@exam", visit.Exam), ("@room", visit.Room)) ?? new RoomNow(visit.Exam, visit.Room, visit.Room, visit.Exam, visit.At, visit.At, 0, 0);

    private static async Task<List<FacultyCoverage>> CoverageAsync(Session session, IReadOnlySet<string>? visible, DateTimeOffset now, CancellationToken cancel)
    {
        var rooms = await session.ListAsync("""
            SELECT x.exam, c.faculty, MAX(CASE WHEN o.outcome IN ('conforms', 'irregular') THEN 1 ELSE 0 END), MAX(CASE WHEN o.outcome = 'irregular' THEN 1 ELSE 0 END)
            FROM exam_rooms x JOIN exams e ON e.id = x.exam LEFT JOIN courses c ON c.id = e.course LEFT JOIN visits v ON v.exam = x.exam AND v.room = x.room LEFT JOIN visit_outcomes o ON o.visit = v.id
            WHERE e.from_us <= @now AND e.to_us > @since GROUP BY x.exam, x.room, c.faculty
            """, row => (Exam: row.GetString(0), Faculty: row.Text(1), Visited: row.GetInt64(2) > 0, Irregular: row.GetInt64(3) > 0), cancel, ("@now", WireTime.ToMicroseconds(now)), ("@since", WireTime.ToMicroseconds(now - _month)));
        return [.. rooms.Where(room => visible is null || visible.Contains(room.Exam)).GroupBy(room => room.Faculty)
            .Select(faculty => new FacultyCoverage(faculty.Key, faculty.Count(), faculty.Count(room => room.Visited), faculty.Count(room => room.Irregular)))
            .OrderBy(one => (double)one.Visited / one.Rooms).ThenBy(one => one.Faculty, StringComparer.Ordinal)];
    }
}

/// <summary>The page of all visits: where one can go now, where somebody was, how much of each faculty that is.</summary>
public sealed record VisitsSheet(IReadOnlyList<RoomNow> Rooms, IReadOnlyList<VisitLine> Visits, IReadOnlyList<FacultyCoverage> Faculties);
