using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Audit;

/// <summary>The head of the record leaves the house in three ways: a file, a letter, a picture that a phone reads.</summary>
public partial class HeadTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Publishes_the_head_as_a_line_a_letter_and_a_code_that_a_scanner_reads()
    {
        await using var mail = new SmtpPeer();
        await using var hub = await TestHub.StartAsync("-10m", mail: new { Host = "127.0.0.1", mail.Port, Encrypted = false, From = "exams@example.kz" },
            more: new { Record = new { HeadFile = "heads.txt", HeadMail = "witness@example.kz", HeadEvery = "00:00:01" } });
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync(node.Item(node.Seen(ObservationKind.HeadTurned, "1", TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeSpan.FromSeconds(3))));
        await node.ReceiptAsync(1);
        using var dean = await Visitor.SignedInAsync(hub.Address, Roles.Dean);
        var head = JsonDocument.Parse(await dean.Http.GetStringAsync($"/api/v1/exams/{HubFolder.Exam}/record/head")).RootElement;
        var (number, hash) = (head.GetProperty("number").GetInt64(), head.GetProperty("hash").GetString()!);
        Assert.Equal(hash, await hub.ReadAsync(session => session.FindAsync("SELECT hash FROM chain WHERE exam = @exam ORDER BY number DESC LIMIT 1", row => row.GetString(0), CancellationToken.None, ("@exam", HubFolder.Exam))));
        Assert.EndsWith($" {HubFolder.Exam} {number} {hash}", head.GetProperty("line").GetString(), StringComparison.Ordinal);

        var letter = await mail.NextAsync();
        while (!letter.Contains(hash, StringComparison.Ordinal))
        {
            letter = await mail.NextAsync();
        }
        Assert.Contains("To: witness@example.kz", letter, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await File.ReadAllTextAsync(hub.Folder.File("heads.txt"))).Contains(hash, StringComparison.Ordinal), "the head stands in the file");

        using var picture = await dean.Http.GetAsync($"/api/v1/exams/{HubFolder.Exam}/record/head.svg");
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith($" {HubFolder.Exam} {number} {hash}", await ScanAsync(hub.Folder.File("head.pgm"), await picture.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var none = await dean.Http.GetAsync("/api/v1/exams/none/record/head.svg");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Reports_after_a_breach_what_was_opened_by_whom_and_whom_it_concerns()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using (var database = hub.Folder.Open())
        {
            await Hub.Storage.DatabaseExtensions.WriteAsync(database, async session =>
            {
                var at = WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow());
                var next = await session.NumberAsync("SELECT MAX(number) FROM audit", CancellationToken.None);
                foreach (var (who, action, exam, ago) in ((string, string, string?, long)[])[("person:u-dean", "evidence.viewed", HubFolder.Exam, 0), ("person:u-dean", "evidence.viewed", HubFolder.Exam, 0), ("person:u-old", "exam.exported", HubFolder.Exam, 86_400_000_000)])
                {
                    await session.DoAsync("INSERT INTO audit (number, at_us, who, action, object, exam, detail) VALUES (@number, @at, @who, @action, 'x', @exam, '')", CancellationToken.None,
                        ("@number", ++next), ("@at", at - ago), ("@who", who), ("@action", action), ("@exam", exam));
                }
                return 0;
            }, CancellationToken.None);
        }
        var program = Checkout.File("artifacts", "bin", "EdgeProctoring.Hub", "debug", "edgeproctoring-hub.dll");
        var now = TimeProvider.System.GetUtcNow();
        await using var report = ChildProcess.Start("dotnet", [program, "breach-report", "--config", hub.Folder.Configuration, "--from", $"{now.AddHours(-1):O}", "--to", $"{now.AddHours(1):O}"]);
        Assert.True(await report.WaitForExitAsync(_limit) == 0, report.Output);
        Assert.Contains($"person:u-dean  evidence.viewed  {HubFolder.Exam}  2 times", report.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("u-old", report.Output, StringComparison.Ordinal);
        Assert.Contains("Examinees whom opened or exported records concern: 3", report.Output, StringComparison.Ordinal);
    }

    // As a phone's camera would see it: the SVG's squares as pixels, read by a scanner that is not ours.
    private static async Task<string> ScanAsync(string file, string svg)
    {
        const int scale = 6;
        var side = int.Parse(Side().Match(svg).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        var pixels = Enumerable.Repeat((byte)255, side * scale * side * scale).ToArray();
        foreach (Match square in Square().Matches(svg))
        {
            var (x, y) = (int.Parse(square.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), int.Parse(square.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
            for (var row = 0; row < scale; row++)
            {
                pixels.AsSpan((((y * scale) + row) * side * scale) + (x * scale), scale).Clear();
            }
        }
        await File.WriteAllBytesAsync(file, [.. Encoding.ASCII.GetBytes($"P5\n{side * scale} {side * scale}\n255\n"), .. pixels]);
        await using var scan = ChildProcess.Start(Peer.Require("zbarimg"), ["--quiet", "--raw", file]);
        Assert.True(await scan.WaitForExitAsync(_limit) == 0, scan.Output);
        return scan.Output.Trim();
    }

    [GeneratedRegex("viewBox=\"0 0 ([0-9]+) ")]
    private static partial Regex Side();

    [GeneratedRegex("M([0-9]+) ([0-9]+)h1v1h-1z")]
    private static partial Regex Square();
}
