using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Completeness;
using EdgeProctoring.Hub.Exams;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>Reads what the pages of exams show.</summary>
internal sealed class PlanningBook(IDatabase database, SittingDesk desk, TimeProvider time)
{
    private const int MostExams = 500;

    /// <summary>The newest exams, in order of time.</summary>
    public async Task<IReadOnlyList<ExamRow>> ListAsync(Scope scope, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var rooms = (await session.ListAsync("SELECT x.exam, r.name FROM exam_rooms x JOIN rooms r ON r.id = x.room ORDER BY r.name", row => (Exam: row.GetString(0), Room: row.GetString(1)), cancel))
            .ToLookup(one => one.Exam, one => one.Room, StringComparer.Ordinal);
        var visible = await ScopeStore.ExamsAsync(session, scope, cancel);
        var exams = await session.ListAsync($"""
            SELECT e.id, e.title, e.from_us, COALESCE((SELECT MAX(r.until_us) FROM exam_rooms r WHERE r.exam = e.id), e.to_us), p.id, p.version,
                (SELECT COUNT(*) FROM sittings s WHERE s.exam = e.id), (SELECT COUNT(*) FROM seals s WHERE s.exam = e.id)
            FROM exams e JOIN packs p ON p.hash = e.pack ORDER BY e.from_us DESC, e.id LIMIT {MostExams}
            """, row => new ExamRow(row.GetString(0), row.GetString(1), WireTime.FromMicroseconds(row.GetInt64(2)), WireTime.FromMicroseconds(row.GetInt64(3)), $"{row.GetString(4)} v{row.GetInt64(5)}",
                [.. rooms[row.GetString(0)]], (int)row.GetInt64(6), row.GetInt64(7) > 0), cancel);
        return visible is null ? exams : exams.FindAll(exam => visible.Contains(exam.Id));
    }

    public async Task<ExamSheet?> FindAsync(string exam, string? after, CancellationToken cancel)
    {
        ExamView? view;
        Dictionary<string, string> names, people;
        await using (var session = await database.ReadAsync(cancel))
        {
            view = await ExamStore.FindAsync(session, exam, cancel);
            names = (await session.ListAsync("SELECT id, name FROM rooms", row => (row.GetString(0), row.GetString(1)), cancel)).ToDictionary(StringComparer.Ordinal);
            people = (await session.ListAsync("SELECT u.id, u.name FROM users u JOIN exam_staff s ON s.by_user = u.id WHERE s.exam = @exam", row => (row.GetString(0), row.GetString(1)), cancel, ("@exam", exam)))
                .DistinctBy(person => person.Item1).ToDictionary(StringComparer.Ordinal);
        }
        if (view is null || await desk.ListAsync(exam, null, new PageWish(after, 200), cancel) is not { } sittings)
        {
            return null;
        }
        return new ExamSheet(
            new ExamRow(view.Id, view.Title, view.From, view.To, $"{view.Pack} v{view.PackVersion}", [.. view.Rooms.Select(room => names.GetValueOrDefault(room.Room, room.Room))], view.Sittings, view.Sealed),
            view.Course, view.Identify, view.Aids, view.Groups,
            [.. view.Rooms.Select(room => new RoomSheet(names.GetValueOrDefault(room.Room, room.Room), room.Staff, [.. room.People.Select(person => people.GetValueOrDefault(person, person))]))], view.Unseated,
            [.. sittings.Items.Select(one => new RosterRow(one.Id, one.Name, one.Group, one.Room is null ? null : names.GetValueOrDefault(one.Room, one.Room), one.Seat, one.State.ToString().ToLowerInvariant(), one.Trust, one.Coverage,
                one.OpenIncidents, one.ConfirmedIncidents, [.. one.Accommodations.Select(granted => granted.Kind.ToString())]))]) { More = sittings.Next };
    }

    public async Task<LedgerSheet?> LedgerAsync(string exam, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        if (await CompletenessBook.FindAsync(session, exam, time.GetUtcNow(), cancel) is not { } book)
        {
            return null;
        }
        var title = await session.FindAsync("SELECT title FROM exams WHERE id = @exam", row => row.GetString(0), cancel, ("@exam", exam));
        var names = (await session.ListAsync("SELECT id, name FROM rooms", row => (row.GetString(0), row.GetString(1)), cancel)).ToDictionary(StringComparer.Ordinal);
        string Name(string? room) => room is null ? "–" : names.GetValueOrDefault(room, room);
        var accepted = book.Points.Where(point => point.Accepted is not null).Select(point => (point.Room, point.About, point.From)).ToHashSet();
        return new LedgerSheet(exam, title!, book.From, book.To,
            [.. book.Streams.DistinctBy(stream => (stream.Room, stream.Stream)).Select(stream => new LedgerLane(Name(stream.Room), stream.Stream, stream.HeldMinutes, stream.AllMinutes,
                [.. stream.Minutes.Select(run => new LedgerRun(run.From, run.To, run.State != MinuteState.Held && accepted.Contains((stream.Room, stream.Stream, run.From)) ? "accepted" : run.State.ToString().ToLowerInvariant(), run.Reason))]))],
            [.. book.Points.Select(point => new LedgerPoint(point.Id, point.Kind, point.Room is null ? null : Name(point.Room), point.About, point.From, point.To, point.Reason, point.Accepted?.Name, point.Accepted?.Reason))],
            book.Sealed?.Name, book.Sealed?.At);
    }
}
