using System.IO.Compression;
using System.Text;
using EdgeProctoring.Hub.Exams;

namespace EdgeProctoring.Hub.Tests.Exams;

/// <summary>Workbooks as spreadsheets save them, and as nobody should.</summary>
public class XlsxRowsTests
{
    private const string Shared = "<si><t>room</t></si><si><r><t>se</t></r><r><t>at</t></r><rPh sb=\"0\" eb=\"1\"><t>hint</t></rPh></si><si><t xml:space=\"preserve\"> Әлия </t></si>";

    [Fact]
    public void Reads_texts_numbers_formulas_and_skips_what_is_empty()
    {
        var table = XlsxRows.Read(Book("""
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
            <row r="2"/>
            <row r="4"><c r="A4"><v>204</v></c><c r="C4" t="s"><v>2</v></c></row>
            <row r="5"><c r="A5" t="inlineStr"><is><t>in</t></is></c><c r="B5" t="str"><f>A1</f><v>sum</v></c><c r="D5"><v>2.3E10</v></c><c r="E5" t="s"><v>99</v></c></row>
            """));
        Assert.Null(table.Fault);
        Assert.Equal("1:room|seat 4:204||Әлия 5:in|sum||23000000000|", string.Join(' ', table.Rows.Select(row => $"{row.Line}:{string.Join('|', row.Cells)}")));
    }

    [Fact]
    public void Reads_as_a_roster_like_the_same_table_in_text()
    {
        static string Cell(string text) => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>";
        var lines = new[] { "room,seat,id,name", "204,1,s-1,Anna", "204,1,s-2,Boris" };
        var book = Book(string.Concat(lines.Select(line => $"<row>{string.Concat(line.Split(',').Select(Cell))}</row>")));
        var (expected, found) = (RosterFile.Read(CsvRows.Read(string.Join('\n', lines))), RosterFile.Read(XlsxRows.Read(book)));
        Assert.Equal(expected.Lines, found.Lines);
        Assert.Equal(expected.Errors, found.Errors);
    }

    [Fact]
    public void Says_what_is_wrong_with_a_file_that_is_no_workbook()
    {
        Assert.NotNull(XlsxRows.Read([]).Fault);
        Assert.NotNull(XlsxRows.Read("room,seat\n"u8.ToArray()).Fault);
        Assert.NotNull(XlsxRows.Read(Zip(("other.txt", "x"))).Fault);
        Assert.NotNull(XlsxRows.Read(Book("<row><c r=\"ZZZZZZZZZ1\"><v>1</v></c></row>")).Fault);
        Assert.NotNull(XlsxRows.Read(Book($"<row><c t=\"inlineStr\"><is><t>{new string('x', 600)}</t></is></c></row>")).Fault);
        Assert.NotNull(XlsxRows.Read(Book(string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 5_001)))).Fault);
    }

    [Fact]
    public void Opens_no_bomb_and_no_entity()
    {
        Assert.NotNull(XlsxRows.Read(Zip(("xl/workbook.xml", Workbook), ("xl/_rels/workbook.xml.rels", Relations), ("xl/worksheets/sheet1.xml", new string(' ', 40 * 1024 * 1024)))).Fault);
        Assert.NotNull(XlsxRows.Read(Zip(("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + Workbook), ("xl/_rels/workbook.xml.rels", Relations))).Fault);
    }

    [Fact]
    public void Reads_any_bytes_without_falling_over()
    {
        var count = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 1_000_000 : 3_000;
        var book = Book("""<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"><c r="A2"><v>1.5</v></c></row>""", CompressionLevel.NoCompression);
        var random = new Random(11);
        for (var round = 0; round < count; round++)
        {
            var bytes = (byte[])book.Clone();
            for (var at = random.Next(1, 6); at > 0; at--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            var table = XlsxRows.Read(round % 7 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            Assert.All(table.Rows, row => Assert.NotEmpty(row.Cells));
        }
    }

    private const string Workbook = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    private const string Relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

    private static byte[] Book(string rows, CompressionLevel level = CompressionLevel.Fastest) => Zip(level, ("xl/workbook.xml", Workbook), ("xl/_rels/workbook.xml.rels", Relations),
        ("xl/sharedStrings.xml", $"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{Shared}</sst>"),
        ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"));

    private static byte[] Zip(params (string Name, string Text)[] parts) => Zip(CompressionLevel.Fastest, parts);

    private static byte[] Zip(CompressionLevel level, params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return bytes.ToArray();
    }
}
