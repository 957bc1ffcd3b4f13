using EdgeProctoring.Hub.Exams;

namespace EdgeProctoring.Hub.Tests.Exams;

/// <summary>Table files as offices write them, and as nobody should.</summary>
public class CsvRowsTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "1:a|b 2:1|2")]
    [InlineData("\uFEFFa;b\r\n1;2", "1:a|b 2:1|2")]
    [InlineData("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n", "1:a|b 2:x, y|he said \"no\"")]
    [InlineData("a,b\n\"two\nlines\",2\n3,4", "1:a|b 2:two\nlines|2 4:3|4")]
    [InlineData("a,b\n\n,\n1,", "1:a|b 4:1|")]
    [InlineData("", "")]
    public void Reads_what_spreadsheets_write(string text, string expected)
    {
        var (rows, fault) = CsvRows.Read(text);
        Assert.Null(fault);
        Assert.Equal(expected, string.Join(' ', rows.Select(row => $"{row.Line}:{string.Join('|', row.Cells)}")));
    }

    [Theory, InlineData("a,b\n\"never ends,2\n"), InlineData("a,b\n\"x\"y,2\n")]
    public void Names_the_line_of_a_broken_quote(string text) => Assert.Contains("line 2", CsvRows.Read(text).Fault, StringComparison.Ordinal);

    [Fact]
    public void Reads_any_text_without_falling_over()
    {
        var count = Environment.GetEnvironmentVariable("EDGEPROCTORING_SOAK") == "1" ? 1_000_000 : 20_000;
        const string letters = "a,;\"\n\r \uFEFFЖ1";
        var random = new Random(9);
        for (var round = 0; round < count; round++)
        {
            var text = string.Create(random.Next(40), random, static (span, random) =>
            {
                for (var at = 0; at < span.Length; at++)
                {
                    span[at] = letters[random.Next(letters.Length)];
                }
            });
            var (rows, _) = CsvRows.Read(text);
            Assert.All(rows, row => Assert.NotEmpty(row.Cells));
            RosterFile.Read(CsvRows.Read(text));
        }
    }
}
