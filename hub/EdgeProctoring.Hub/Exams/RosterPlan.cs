using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Judging;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Exams;

/// <summary>What taking a roster would do: which rows are new, changed or as they are, and all that stands against it.</summary>
internal sealed record RosterPlan(IReadOnlyList<RosterChange> Changes, int Unchanged, IReadOnlyList<RosterError> Errors)
{
    public static async Task<RosterPlan?> MakeAsync(Session session, string exam, Table table, DateTimeOffset now, CancellationToken cancel)
    {
        var window = await session.FindAsync("SELECT from_us, to_us FROM exams WHERE id = @exam", row => (From: row.GetInt64(0), To: row.GetInt64(1)), cancel, ("@exam", exam));
        if (window.To == 0)
        {
            return null;
        }
        var (lines, errors) = RosterFile.Read(table);
        var found = errors.ToList();
        if (now >= WireTime.FromMicroseconds(window.To))
        {
            found.Add(new RosterError(1, "", exam, "The exam is over; its roster stays as it was."));
        }
        var seats = (await session.ListAsync("SELECT s.room, s.id FROM seats s JOIN exam_rooms r ON r.room = s.room WHERE r.exam = @exam",
            row => (row.GetString(0), row.GetString(1)), cancel, ("@exam", exam))).ToHashSet();
        var known = await SittingStore.ListAsync(session, exam, cancel);
        var placing = new RosterPlacing(exam, known, lines, seats, now >= WireTime.FromMicroseconds(window.From));
        var changes = new List<RosterChange>();
        foreach (var line in lines.Where(line => !found.Exists(error => error.Line == line.Line)).ToList())
        {
            var (change, error) = placing.Place(line);
            changes.AddRange(change is null ? [] : [change]);
            found.AddRange(error is null ? [] : [error]);
        }
        return new RosterPlan(changes, lines.Count - changes.Count, [.. found.OrderBy(error => error.Line).ThenBy(error => error.Column, StringComparer.Ordinal)]);
    }
}

/// <summary>A row that is new or differs from what is known.</summary>
internal sealed record RosterChange(RosterLine Row, string Sitting, bool IsNew);

/// <summary>Finds each row's sitting among those that are known.</summary>
internal sealed class RosterPlacing(string exam, IReadOnlyList<SittingLine> known, IReadOnlyList<RosterLine> lines, HashSet<(string Room, string Seat)> seats, bool begun)
{
    private readonly Dictionary<string, SittingLine> _byPerson = known.GroupBy(sitting => sitting.Examinee.Person, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
    private readonly Dictionary<string, RosterLine> _rows = lines.GroupBy(line => line.Person, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
    private readonly ILookup<(string, string), SittingLine> _bySeat = known.Where(sitting => sitting.Seat is not null).ToLookup(sitting => (sitting.Room ?? "", sitting.Seat!));

    public (RosterChange? Change, RosterError? Error) Place(RosterLine line)
    {
        var own = _byPerson.GetValueOrDefault(line.Person);
        if (!line.HasSeat)
        {
            // A row without a seat leaves a seat that is assigned already.
            var stays = own is null ? line : line with { Room = own.Room ?? "", Seat = own.Seat ?? "" };
            return own is null ? (new RosterChange(line, $"{exam}..{line.Person}", IsNew: true), null) : (Differing(stays, own), null);
        }
        if (!seats.Contains((line.Room, line.Seat)))
        {
            return (null, new RosterError(line.Line, "seat", $"{line.Room}/{line.Seat}", "Give a seat of a room of this exam; the seat map names them."));
        }
        var sitter = _bySeat[(line.Room, line.Seat)].FirstOrDefault();
        if (own is not null && (own.Room, own.Seat) == (line.Room, line.Seat))
        {
            return (Differing(line, own), null);
        }
        // What was seen at a seat belongs to whoever sat there when the exam began.
        if (begun && (sitter is not null || own?.Seat is not null))
        {
            return (null, new RosterError(line.Line, sitter is null ? "seat" : "id", sitter is null ? line.Seat : line.Person,
                $"The exam runs and {sitter?.Examinee.Name ?? line.Name} sits {(sitter is null ? "elsewhere" : "here")}; change of seats is entered at the desk, not by import."));
        }
        if (own is not null)
        {
            return sitter is null || (_rows.TryGetValue(sitter.Examinee.Person, out var elsewhere) && elsewhere.HasSeat) ? (new RosterChange(line, own.Id, IsNew: false), null)
                : (null, new RosterError(line.Line, "seat", $"{line.Room}/{line.Seat}", $"{sitter.Examinee.Name} sits here; give another seat, or give that person's row, too."));
        }
        // Somebody new on a seat that is known: the seat's sitting changes hands, unless this table gives its owner another seat.
        return sitter is not null && !_rows.ContainsKey(sitter.Examinee.Person)
            ? (new RosterChange(line, sitter.Id, IsNew: false), null)
            : (new RosterChange(line, NewId(line), IsNew: true), null);
    }

    private static RosterChange? Differing(RosterLine line, SittingLine known) =>
        (known.Examinee.Name, known.Examinee.Group) == (line.Name, line.Group) ? null : new RosterChange(line, known.Id, IsNew: false);

    private string NewId(RosterLine line)
    {
        var usual = $"{ExamLoader.RoomSitting(exam, line.Room)}.{line.Seat}";
        return known.Any(sitting => sitting.Id == usual) ? $"{exam}..{line.Person}" : usual;
    }
}
