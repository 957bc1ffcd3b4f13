using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.People;

/// <summary>Finds out to which exam and room things belong.</summary>
internal static class ScopeStore
{
    public static async Task<ExamScope?> FindAsync(Session session, string exam, CancellationToken cancel)
    {
        var known = await session.FindAsync("SELECT e.id, c.faculty FROM exams e LEFT JOIN courses c ON c.id = e.course WHERE e.id = @exam",
            row => (Id: row.GetString(0), Faculty: row.Text(1)), cancel, ("@exam", exam));
        return known.Id is null ? null : new ExamScope(exam, known.Faculty,
            await session.ListAsync("SELECT room FROM exam_rooms WHERE exam = @exam", row => row.GetString(0), cancel, ("@exam", exam)),
            await session.ListAsync("SELECT room, by_user FROM exam_staff WHERE exam = @exam", row => (row.GetString(0), row.GetString(1)), cancel, ("@exam", exam)));
    }

    /// <summary>The exams of which a person may see anything.</summary>
    public static async Task<IReadOnlySet<string>?> ExamsAsync(Session session, Scope scope, CancellationToken cancel)
    {
        if (scope.IsWhole)
        {
            return null;
        }
        var visible = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in await session.ListAsync("SELECT id FROM exams", row => row.GetString(0), cancel))
        {
            if (await FindAsync(session, id, cancel) is { } exam && scope.Touches(exam))
            {
                visible.Add(id);
            }
        }
        return visible;
    }

    /// <summary>Whether a node's camera looks into a room that the scope covers, or covers as long as its exam goes on.</summary>
    public static async Task<bool> CoversNodeAsync(Session session, Scope scope, string node, string? camera, CancellationToken cancel)
    {
        foreach (var room in await session.ListAsync("SELECT DISTINCT room FROM cameras WHERE node = @node AND (id = @camera OR @camera = '')", row => row.GetString(0), cancel, ("@node", node), ("@camera", camera ?? "")))
        {
            if (scope.CoversRoom(room))
            {
                return true;
            }
            foreach (var exam in await session.ListAsync("SELECT exam FROM exam_rooms WHERE room = @room", row => row.GetString(0), cancel, ("@room", room)))
            {
                if (await FindAsync(session, exam, cancel) is { } known && scope.Covers(known, room))
                {
                    return true;
                }
            }
        }
        return false;
    }

    public static Task<string?> RoomOfSittingAsync(Session session, string exam, string sitting, CancellationToken cancel) =>
        session.FindAsync("SELECT room FROM sittings WHERE exam = @exam AND id = @sitting", row => row.Text(0), cancel, ("@exam", exam), ("@sitting", sitting));

    public static Task<string?> RoomOfIncidentAsync(Session session, string exam, string incident, CancellationToken cancel) =>
        session.FindAsync("SELECT room FROM incidents WHERE exam = @exam AND id = @incident ORDER BY revision DESC LIMIT 1", row => row.Text(0), cancel, ("@exam", exam), ("@incident", incident));

    public static async Task<(string? Exam, string? Room)> OfSittingAsync(Session session, string sitting, CancellationToken cancel) =>
        await session.FindAsync("SELECT exam, room FROM sittings WHERE id = @sitting", row => (row.Text(0), row.Text(1)), cancel, ("@sitting", sitting));

    public static async Task<(string? Exam, string? Room)> OfEvidenceAsync(Session session, string evidence, CancellationToken cancel) =>
        await session.FindAsync("SELECT exam, room FROM evidence WHERE id = @evidence", row => (row.Text(0), row.Text(1)), cancel, ("@evidence", evidence));
}
