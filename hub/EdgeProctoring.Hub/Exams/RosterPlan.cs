using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Exams;

/// <summary>What taking a roster would do: which rows are new, changed or as they are, and all that stands against it.</summary>
internal sealed record RosterPlan(IReadOnlyList<RosterChange> Changes, int Unchanged, IReadOnlyList<RosterError> Errors)
{
    public static async Task<RosterPlan?> MakeAsync(Session session, string exam, string text, DateTimeOffset now, CancellationToken cancel)
    {
        var window = await session.FindAsync("SELECT from_us, to_us FROM exams WHERE id = @exam", row => (From: row.GetInt64(0), To: row.GetInt64(1)), cancel, ("@exam", exam));
        if (window.To == 0)
        {
            return null;
        }
        var (lines, errors) = RosterFile.Read(text);
        var found = errors.ToList();
        if (now >= WireTime.FromMicroseconds(window.To))
        {
            found.Add(new RosterError(1, "", exam, "The exam is over; its roster stays as it was."));
        }
        var seats = (await session.ListAsync("SELECT s.room, s.id FROM seats s JOIN exam_rooms r ON r.room = s.room WHERE r.exam = @exam",
            row => (row.GetString(0), row.GetString(1)), cancel, ("@exam", exam))).ToHashSet();
        var known = (await session.ListAsync("SELECT id, person, name, group_name FROM sittings WHERE exam = @exam",
            row => (Id: row.GetString(0), Person: row.GetString(1), Name: row.GetString(2), Group: row.Text(3)), cancel, ("@exam", exam))).ToDictionary(sitting => sitting.Id, StringComparer.Ordinal);
        var begun = now >= WireTime.FromMicroseconds(window.From);
        var changes = new List<RosterChange>();
        foreach (var line in lines.Where(line => !found.Exists(error => error.Line == line.Line)))
        {
            var id = $"{ExamLoader.RoomSitting(exam, line.Room)}.{line.Seat}";
            if (!seats.Contains((line.Room, line.Seat)))
            {
                found.Add(new RosterError(line.Line, "seat", $"{line.Room}/{line.Seat}", "Give a seat of a room of this exam; the seat map names them."));
            }
            else if (!known.TryGetValue(id, out var sitting))
            {
                changes.Add(new RosterChange(line, id, IsNew: true));
            }
            else if ((sitting.Person, sitting.Name, sitting.Group) != (line.Person, line.Name, line.Group))
            {
                // What was seen at this seat belongs to whoever sat there when the exam began.
                if (begun && sitting.Person != line.Person)
                {
                    found.Add(new RosterError(line.Line, "id", line.Person, $"The exam runs and {sitting.Name} sits here; change of seats is entered at the desk, not by import."));
                }
                changes.Add(new RosterChange(line, id, IsNew: false));
            }
        }
        return new RosterPlan(changes, lines.Count - changes.Count, [.. found.OrderBy(error => error.Line).ThenBy(error => error.Column, StringComparer.Ordinal)]);
    }
}

/// <summary>A row that is new or differs from what is known.</summary>
internal sealed record RosterChange(RosterLine Row, string Sitting, bool IsNew);
