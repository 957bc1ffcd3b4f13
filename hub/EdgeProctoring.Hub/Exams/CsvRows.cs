using System.Text;

namespace EdgeProctoring.Hub.Exams;

/// <summary>
/// Reads comma- or semicolon-separated text (RFC 4180): quotes, quoted line breaks, a byte order mark. The separator is the
/// one that the first line has more of. Reads whatever comes; what it cannot mean is an error, never an exception.
/// </summary>
internal static class CsvRows
{
    public static Table Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        var separator = first.Count(letter => letter == ';') > first.Count(letter => letter == ',') ? ';' : ',';
        var rows = new List<TableRow>();
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            if (rows.Count == Table.MostRows)
            {
                return new Table(rows, $"there are more than {Table.MostRows} rows");
            }
            var begin = line;
            var cells = new List<string>();
            bool more;
            do
            {
                if (Cell(text, separator, ref at, ref line, out more) is not { } cell)
                {
                    return new Table(rows, $"the quote that begins in line {begin} has no end, or goes on after it");
                }
                if (cell.Length > Table.LongestCell)
                {
                    return new Table(rows, $"a cell in line {begin} is longer than {Table.LongestCell} characters");
                }
                cells.Add(cell.Trim());
            }
            while (more);
            if (cells.Exists(cell => cell.Length > 0))
            {
                rows.Add(new TableRow(begin, cells));
            }
        }
        return new Table(rows, null);
    }

    // Null where a quoted cell is broken. "More" says that another cell of this row follows.
    private static string? Cell(string text, char separator, ref int at, ref int line, out bool more)
    {
        more = false;
        var cell = new StringBuilder();
        if (at < text.Length && text[at] == '"')
        {
            at++;
            while (true)
            {
                if (at >= text.Length)
                {
                    return null;
                }
                var letter = text[at++];
                if (letter == '"')
                {
                    if (at >= text.Length || text[at] != '"')
                    {
                        break;
                    }
                    at++;
                }
                line += letter == '\n' ? 1 : 0;
                cell.Append(letter);
            }
            if (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
            {
                return null;
            }
        }
        while (at < text.Length)
        {
            var letter = text[at++];
            if (letter == separator)
            {
                more = true;
                break;
            }
            if (letter == '\n')
            {
                line++;
                break;
            }
            cell.Append(letter);
        }
        return cell.ToString();
    }
}
