using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Setup;

namespace EdgeProctoring.Hub.Exams;

/// <summary>Who sits where, as the exam office's table says; room and seat are empty where the seat is assigned later.</summary>
internal sealed record RosterLine(int Line, string Room, string Seat, string Person, string Name, string? Group)
{
    public bool HasSeat => Seat.Length > 0;
}

/// <summary>What is wrong in which row and column, the value that stands there, and what to do.</summary>
internal sealed record RosterError(int Line, string Column, string Value, string Cure);

/// <summary>Reads a roster: columns id and name, and where they are known room, seat and group, in any order, by their names in the first row.</summary>
internal static class RosterFile
{
    private static readonly string[] _needed = ["id", "name"];
    private static readonly string[] _known = ["room", "seat", "id", "name", Group];
    private const string Group = "group";

    public static (IReadOnlyList<RosterLine> Lines, IReadOnlyList<RosterError> Errors) Read(Table table)
    {
        var errors = new List<RosterError>();
        var (rows, fault) = table;
        if (fault is not null)
        {
            errors.Add(new RosterError(rows.Count > 0 ? rows[^1].Line : 1, "", "", $"The file cannot be read: {fault}."));
        }
        if (rows.Count == 0)
        {
            errors.Add(new RosterError(1, "", "", "The file is empty; its first row names the columns room, seat, id, name, group."));
            return ([], errors);
        }
        var columns = rows[0].Cells.Select(cell => cell.ToLowerInvariant()).ToList();
        foreach (var missing in _needed.Where(column => !columns.Contains(column)))
        {
            errors.Add(new RosterError(rows[0].Line, missing, "", $"Add a column named '{missing}' to the first row."));
        }
        foreach (var unknown in columns.Where(column => column.Length > 0 && !_known.Contains(column)))
        {
            errors.Add(new RosterError(rows[0].Line, unknown, unknown, "Remove this column, or name it room, seat, id, name or group."));
        }
        return errors.Count > 0 ? ([], errors) : (Lines(rows, columns, errors), errors);
    }

    private static List<RosterLine> Lines(IReadOnlyList<TableRow> rows, List<string> columns, List<RosterError> errors)
    {
        var lines = new List<RosterLine>();
        foreach (var row in rows.Skip(1))
        {
            string Cell(string column) => columns.IndexOf(column) is >= 0 and var at && at < row.Cells.Count ? row.Cells[at] : "";
            var line = new RosterLine(row.Line, Cell("room"), Cell("seat"), Cell("id"), Cell("name"), Cell(Group) is { Length: > 0 } group ? group : null);
            if (line.HasSeat || line.Room.Length > 0)
            {
                Check(errors, line.Line, "room", line.Room, YamlFields.IsId, "Give the room of this seat, or leave both empty and assign seats later.");
                Check(errors, line.Line, "seat", line.Seat, YamlFields.IsId, "Give a seat of this room, or leave both empty and assign seats later.");
            }
            Check(errors, line.Line, "id", line.Person, YamlFields.IsId, $"Give the examinee's number: 1 to {Limits.IdLength} letters, digits, '.', '_' or '-'.");
            Check(errors, line.Line, "name", line.Name, IsLabel, $"Give a name of 1 to {Limits.LabelLength} characters.");
            Check(errors, line.Line, Group, line.Group ?? "-", IsLabel, $"Give a group of at most {Limits.LabelLength} characters.");
            lines.Add(line);
        }
        Twice(errors, lines.FindAll(line => line.HasSeat), "seat", line => $"{line.Room}/{line.Seat}", "This seat is taken by an earlier row; give another seat.");
        Twice(errors, lines, "id", line => line.Person, "This examinee stands in an earlier row; remove one of them.");
        return lines;
    }

    private static void Check(List<RosterError> errors, int line, string column, string value, Func<string, bool> fits, string cure)
    {
        if (!fits(value))
        {
            errors.Add(new RosterError(line, column, value, cure));
        }
    }

    private static void Twice(List<RosterError> errors, List<RosterLine> lines, string column, Func<RosterLine, string> key, string cure) =>
        errors.AddRange(lines.GroupBy(key, StringComparer.Ordinal).SelectMany(group => group.Skip(1)).Select(line => new RosterError(line.Line, column, key(line), cure)));

    private static bool IsLabel(string text) => text.Length is > 0 and <= Limits.LabelLength && !text.Any(char.IsControl);
}
