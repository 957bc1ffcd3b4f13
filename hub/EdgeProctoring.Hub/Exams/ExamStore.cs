using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Exams;

/// <summary>The plans of exams. An exam that has begun keeps its time, its rules and its rooms.</summary>
internal static class ExamStore
{
    /// <summary>The exams of which somebody may see anything.</summary>
    public static async Task<Page<ExamLine>> ListAsync(Session session, Scope scope, PageWish wish, CancellationToken cancel)
    {
        var visible = await ScopeStore.ExamsAsync(session, scope, cancel);
        var limit = visible is null ? $"LIMIT {wish.Size + 1}" : "";
        var exams = await session.ListAsync($"""
            SELECT e.id, e.title, e.course, e.from_us, COALESCE((SELECT MAX(r.until_us) FROM exam_rooms r WHERE r.exam = e.id), e.to_us), p.id,
                (SELECT COUNT(*) FROM exam_rooms r WHERE r.exam = e.id), (SELECT COUNT(*) FROM sittings s WHERE s.exam = e.id), (SELECT COUNT(*) FROM seals s WHERE s.exam = e.id)
            FROM exams e JOIN packs p ON p.hash = e.pack WHERE e.id > @after ORDER BY e.id {limit}
            """, row => new ExamLine(row.GetString(0), row.GetString(1), row.Text(2), WireTime.FromMicroseconds(row.GetInt64(3)), WireTime.FromMicroseconds(row.GetInt64(4)), row.GetString(5),
                (int)row.GetInt64(6), (int)row.GetInt64(7), row.GetInt64(8) > 0), cancel, ("@after", wish.After ?? ""));
        return wish.Cut(visible is null ? exams : [.. exams.Where(exam => visible.Contains(exam.Id)).Take(wish.Size + 1)], exam => exam.Id);
    }

    public static async Task<ExamView?> FindAsync(Session session, string exam, CancellationToken cancel)
    {
        var people = (await session.ListAsync("SELECT room, by_user FROM exam_staff WHERE exam = @exam ORDER BY room, by_user", row => (Room: row.GetString(0), Person: row.GetString(1)), cancel, ("@exam", exam)))
            .ToLookup(one => one.Room, one => one.Person, StringComparer.Ordinal);
        var rooms = await session.ListAsync("SELECT room, staff FROM exam_rooms WHERE exam = @exam ORDER BY room",
            row => new PlannedRoom(row.GetString(0), (int)row.GetInt64(1)) { People = [.. people[row.GetString(0)]] }, cancel, ("@exam", exam));
        var groups = await session.ListAsync("SELECT student_group FROM exam_groups WHERE exam = @exam ORDER BY student_group", row => row.GetString(0), cancel, ("@exam", exam));
        return await session.FindAsync<ExamView>("""
            SELECT e.title, e.course, c.faculty, e.from_us, e.to_us, p.id, p.version, p.hash, e.identify, e.aids, (SELECT COUNT(*) FROM sittings s WHERE s.exam = e.id),
                (SELECT COUNT(*) FROM sittings s WHERE s.exam = e.id AND s.seat IS NULL AND s.mode = 1), (SELECT COUNT(*) FROM seals s WHERE s.exam = e.id)
            FROM exams e JOIN packs p ON p.hash = e.pack LEFT JOIN courses c ON c.id = e.course WHERE e.id = @exam
            """, row => new ExamView(exam, row.GetString(0), row.Text(1), row.Text(2), WireTime.FromMicroseconds(row.GetInt64(3)), WireTime.FromMicroseconds(row.GetInt64(4)),
                row.GetString(5), row.GetInt64(6), row.GetString(7), row.GetInt64(8) != 0, JsonSerializer.Deserialize<string[]>(row.GetString(9)) ?? [], groups, rooms,
                (int)row.GetInt64(10), (int)row.GetInt64(11), row.GetInt64(12) > 0), cancel, ("@exam", exam));
    }

    /// <summary>What a plan names and nobody knows.</summary>
    public static async Task CheckAsync(Session session, ExamPlan plan, FieldErrors errors, CancellationToken cancel)
    {
        async Task Known(string field, string table, IEnumerable<string> ids, string cure)
        {
            foreach (var id in ids)
            {
                errors.Require(await session.NumberAsync($"SELECT COUNT(*) FROM {table} WHERE id = @id", cancel, ("@id", id)) > 0, field, id, cure);
            }
        }
        await Known("course", "courses", plan.Course is null ? [] : [plan.Course], "a course of the catalogue");
        await Known("groups", "student_groups", plan.Groups, "a group of the catalogue");
        await Known("rooms", "rooms", plan.Rooms.Select(room => room.Room), "a room of this campus");
        await Known("rooms.people", "users", plan.Rooms.SelectMany(room => room.People).Distinct(StringComparer.Ordinal), "an account");
    }

    public static async Task<PlanResult> SaveAsync(LedgerEntry entry, string exam, ExamPlan plan, (RulePack Pack, string Text) rules, Person by, CancellationToken cancel)
    {
        var session = entry.Session;
        var known = await FindAsync(session, exam, cancel);
        var begun = known is not null && known.From <= entry.Now;
        var rooms = plan.Rooms.Select(room => room.Room).ToHashSet(StringComparer.Ordinal);
        if (begun && (known!.From != plan.From || known.To != plan.To || known.PackHash != rules.Pack.Hash || known.Identify != plan.Identify || !rooms.SetEquals(known.Rooms.Select(room => room.Room))))
        {
            return PlanResult.Begun;
        }
        foreach (var left in known?.Rooms.Where(room => !rooms.Contains(room.Room)) ?? [])
        {
            if (await session.NumberAsync("SELECT COUNT(*) FROM sittings WHERE exam = @exam AND room = @room", cancel, ("@exam", exam), ("@room", left.Room)) > 0)
            {
                return PlanResult.RoomInUse;
            }
        }
        await PackStore.KeepAsync(session, rules.Pack, rules.Text, cancel);
        await session.DoAsync("""
            INSERT INTO exams (id, title, pack, from_us, to_us, aids, course, identify) VALUES (@id, @title, @pack, @from, @to, @aids, @course, @identify)
            ON CONFLICT (id) DO UPDATE SET title = excluded.title, pack = excluded.pack, from_us = excluded.from_us, to_us = excluded.to_us, aids = excluded.aids,
                course = excluded.course, identify = excluded.identify
            """, cancel, ("@id", exam), ("@title", plan.Title), ("@pack", rules.Pack.Hash), ("@from", WireTime.ToMicroseconds(plan.From)), ("@to", WireTime.ToMicroseconds(plan.To)),
            ("@aids", JsonSerializer.Serialize(plan.Aids)), ("@course", plan.Course), ("@identify", plan.Identify));
        await RoomsAsync(session, exam, plan, begun, cancel);
        await entry.AuditAsync(by.Who, known is null ? "exam.planned" : "exam.changed", exam, exam, plan.Title!, cancel);
        await CampusVersion.RaiseAsync(session, cancel);
        return PlanResult.Saved;
    }

    /// <summary>Takes back an exam that has not begun, with its roster.</summary>
    public static async Task<PlanResult> CancelAsync(LedgerEntry entry, string exam, Person by, CancellationToken cancel)
    {
        if (await FindAsync(entry.Session, exam, cancel) is not { } known)
        {
            return PlanResult.NotFound;
        }
        // What anybody saw or did already belongs to the record.
        if (known.From <= entry.Now || await entry.Session.NumberAsync("SELECT (SELECT COUNT(*) FROM items WHERE exam = @exam) + (SELECT COUNT(*) FROM steps WHERE exam = @exam)", cancel, ("@exam", exam)) > 0)
        {
            return PlanResult.Begun;
        }
        foreach (var table in (string[])["sittings", "exam_staff", "exam_groups", "exam_rooms"])
        {
            await entry.Session.DoAsync($"DELETE FROM {table} WHERE exam = @exam", cancel, ("@exam", exam));
        }
        await entry.Session.DoAsync("DELETE FROM exams WHERE id = @exam", cancel, ("@exam", exam));
        await entry.AuditAsync(by.Who, "exam.cancelled", exam, exam, known.Title, cancel);
        await CampusVersion.RaiseAsync(entry.Session, cancel);
        return PlanResult.Saved;
    }

    private static async Task RoomsAsync(Session session, string exam, ExamPlan plan, bool begun, CancellationToken cancel)
    {
        foreach (var table in begun ? (string[])["exam_staff", "exam_groups"] : ["exam_staff", "exam_groups", "exam_rooms"])
        {
            await session.DoAsync($"DELETE FROM {table} WHERE exam = @exam", cancel, ("@exam", exam));
        }
        foreach (var room in plan.Rooms)
        {
            await session.DoAsync("INSERT INTO exam_rooms (exam, room, staff) VALUES (@exam, @room, @staff) ON CONFLICT (exam, room) DO UPDATE SET staff = excluded.staff", cancel,
                ("@exam", exam), ("@room", room.Room), ("@staff", room.Staff));
            foreach (var person in room.People.Distinct(StringComparer.Ordinal))
            {
                await session.DoAsync("INSERT INTO exam_staff (exam, room, by_user) VALUES (@exam, @room, @person)", cancel, ("@exam", exam), ("@room", room.Room), ("@person", person));
            }
        }
        foreach (var group in plan.Groups.Distinct(StringComparer.Ordinal))
        {
            await session.DoAsync("INSERT INTO exam_groups (exam, student_group) VALUES (@exam, @group)", cancel, ("@exam", exam), ("@group", group));
        }
    }
}
