using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace EdgeProctoring.Hub.Exams;

/// <summary>
/// Reads the first sheet of an Excel workbook (.xlsx): texts, numbers as they were typed, results of formulas. Everything is
/// bounded before it is unpacked; what it cannot mean is a fault, never an exception.
/// </summary>
internal static class XlsxRows
{
    private const int MostEntries = 500;
    private const int MostTexts = 100_000;
    private const long MostBytes = 32 * 1024 * 1024;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";

    private static readonly XmlReaderSettings _xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes, MaxCharactersFromEntities = 1, IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public static Table Read(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries)
            {
                return new Table([], $"it has more than {MostEntries} parts");
            }
            return FirstSheet(zip) is { } sheet ? Rows(zip, sheet, Texts(zip)) : new Table([], "it is no Excel workbook (.xlsx) with a sheet");
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            return new Table([], "it is no Excel workbook (.xlsx), or a damaged one");
        }
    }

    /// <summary>The part with the workbook's first sheet.</summary>
    private static string? FirstSheet(ZipArchive zip)
    {
        string? wanted = null;
        using (var book = Open(zip, "xl/workbook.xml"))
        {
            while (wanted is null && book?.Read() == true)
            {
                wanted = IsElement(book, "sheet") ? book.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                    ?? book.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships") : null;
            }
        }
        using var relations = Open(zip, "xl/_rels/workbook.xml.rels");
        while (wanted is not null && relations?.Read() == true)
        {
            if (relations.NodeType == XmlNodeType.Element && relations.LocalName == "Relationship" && relations.GetAttribute("Id") == wanted && relations.GetAttribute("Target") is { } target)
            {
                return target.StartsWith('/') ? target[1..] : $"xl/{target}";
            }
        }
        return null;
    }

    private static List<string> Texts(ZipArchive zip)
    {
        var texts = new List<string>();
        using var shared = Open(zip, "xl/sharedStrings.xml");
        while (shared?.Read() == true)
        {
            if (IsElement(shared, "si"))
            {
                if (texts.Count == MostTexts)
                {
                    throw new InvalidDataException("Too many texts.");
                }
                texts.Add(TextOf(shared, "si"));
            }
        }
        return texts;
    }

    private static Table Rows(ZipArchive zip, string part, List<string> texts)
    {
        using var sheet = Open(zip, part) ?? throw new InvalidDataException("The sheet is missing.");
        var rows = new List<TableRow>();
        var (line, cells) = (0, new List<string>());
        while (sheet.Read())
        {
            if (IsElement(sheet, "row"))
            {
                line = int.TryParse(sheet.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : line + 1;
                cells = [];
            }
            else if (IsElement(sheet, "c"))
            {
                var column = Column(sheet.GetAttribute("r")) ?? cells.Count;
                var text = Cell(sheet, texts).Trim();
                if (column >= Table.MostColumns || text.Length > Table.LongestCell)
                {
                    if (text.Length > 0)
                    {
                        return new Table(rows, column >= Table.MostColumns ? $"row {line} has more than {Table.MostColumns} columns" : $"a cell in row {line} is longer than {Table.LongestCell} characters");
                    }
                    continue;
                }
                while (cells.Count <= column)
                {
                    cells.Add("");
                }
                cells[column] = text;
            }
            if (sheet is { LocalName: "row", NodeType: XmlNodeType.EndElement } && cells.Exists(cell => cell.Length > 0))
            {
                if (rows.Count == Table.MostRows)
                {
                    return new Table(rows, $"there are more than {Table.MostRows} rows");
                }
                rows.Add(new TableRow(line, cells));
            }
        }
        return new Table(rows, null);
    }

    private static string Cell(XmlReader sheet, List<string> texts)
    {
        var type = sheet.GetAttribute("t");
        if (sheet.IsEmptyElement)
        {
            return "";
        }
        var value = "";
        while (sheet.Read() && !(sheet.NodeType == XmlNodeType.EndElement && sheet.LocalName == "c"))
        {
            if (IsElement(sheet, "v"))
            {
                value = TextOf(sheet, "v");
            }
            else if (IsElement(sheet, "is"))
            {
                return TextOf(sheet, "is", thenTo: "c");
            }
        }
        return type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < texts.Count ? texts[at] : "",
            null or "n" => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.##########", CultureInfo.InvariantCulture) : value,
            _ => value,
        };
    }

    /// <summary>All text inside this element; phonetic hints are left out.</summary>
    private static string TextOf(XmlReader reader, string element, string? thenTo = null)
    {
        var text = "";
        var depth = reader.Depth;
        var hint = -1;
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == element && reader.Depth == depth))
            {
                hint = hint >= 0 && reader.Depth > hint ? hint : IsElement(reader, "rPh") && !reader.IsEmptyElement ? reader.Depth : -1;
                if (hint < 0 && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && reader.Depth > depth)
                {
                    text = text.Length + reader.Value.Length > 8 * Table.LongestCell ? throw new InvalidDataException("A text is too long.") : text + reader.Value;
                }
            }
        }
        while (thenTo is not null && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == thenTo) && reader.Read())
        {
        }
        return text;
    }

    // "AB12" → 27.
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper))
        {
            column = column > 100_000 ? column : (column * 26) + (letter - 'A' + 1);
        }
        return column > 0 ? column - 1 : null;
    }

    private static bool IsElement(XmlReader reader, string name) =>
        reader.NodeType == XmlNodeType.Element && reader.LocalName == name && reader.NamespaceURI is Main or Strict;

    private static XmlReader? Open(ZipArchive zip, string part) =>
        zip.GetEntry(part) is { } entry ? entry.Length <= MostBytes ? XmlReader.Create(new BoundedStream(entry.Open(), MostBytes), _xml) : throw new InvalidDataException("A part is too large.") : null;
}

/// <summary>Ends with an error after so many bytes, whatever a header promised.</summary>
internal sealed class BoundedStream(Stream inner, long most) : Stream
{
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        _read += read;
        return _read > most ? throw new InvalidDataException("A part is larger than it may be.") : read;
    }

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
