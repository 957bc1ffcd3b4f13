using System.Text;

namespace EdgeProctoring.Hub.Exams;

/// <summary>One row of a table file: the line where it begins, and its cells.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>
/// Reads comma- or semicolon-separated text (RFC 4180): quotes, quoted line breaks, a byte order mark. The separator is the
/// one that the first line has more of. Reads whatever comes; what it cannot mean is an error, never an exception.
/// </summary>
internal static class CsvRows
{
    public const int MostRows = 5_000;
    public const int LongestCell = 512;

    /// <summary>The rows, or what makes the text no table.</summary>
    public static (IReadOnlyList<CsvRow> Rows, string? Fault) Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        var separator = first.Count(letter => letter == ';') > first.Count(letter => letter == ',') ? ';' : ',';
        var rows = new List<CsvRow>();
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            if (rows.Count == MostRows)
            {
                return (rows, $"there are more than {MostRows} rows");
            }
            var begin = line;
            var cells = new List<string>();
            bool more;
            do
            {
                if (Cell(text, separator, ref at, ref line, out more) is not { } cell)
                {
                    return (rows, $"the quote that begins in line {begin} has no end, or goes on after it");
                }
                if (cell.Length > LongestCell)
                {
                    return (rows, $"a cell in line {begin} is longer than {LongestCell} characters");
                }
                cells.Add(cell.Trim());
            }
            while (more);
            if (cells.Exists(cell => cell.Length > 0))
            {
                rows.Add(new CsvRow(begin, cells));
            }
        }
        return (rows, null);
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
