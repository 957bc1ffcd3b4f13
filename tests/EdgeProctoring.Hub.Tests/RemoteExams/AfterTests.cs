using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.RemoteExams;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Hub.Tests.Running;
using EdgeProctoring.Vision;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>What is left when the exam is over: recordings, minutes, and the student's own page.</summary>
public class AfterTests(RemoteStage stage) : IClassFixture<RemoteStage>
{
    private static readonly byte[] _header = [0x1A, 0x45, 0xDF, 0xA3];

    [Fact]
    public async Task Puts_pieces_together_byte_for_byte_and_a_restarted_recorder_begins_a_recording_of_its_own()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        await page.StartAsync();
        byte[][] pieces = [[.. _header, 1], [2, 3], [.. _header, 4], [5]];
        for (var seq = 0; seq < pieces.Length; seq++)
        {
            using var reply = await page.PutAsync("webcam", page.Segment, seq, pieces[seq], TimeProvider.System.GetUtcNow(), 0);
        }
        var later = new ManualTime(TimeProvider.System.GetUtcNow().AddMinutes(1));
        var services = stage.Hub.Services;
        var assembly = new RecordingAssembly(Directory.CreateDirectory(stage.Hub.Folder.File("data", "evidence", "test")).FullName, services.GetRequiredService<IBlobStore>(),
            services.GetRequiredService<IDatabase>(), services.GetRequiredService<Ledger>(), later);
        var sitting = (await services.GetRequiredService<RemoteDesk>().FindAsync(page.Sitting, CancellationToken.None))!;
        await assembly.AssembleAsync(sitting, CancellationToken.None);
        await assembly.AssembleAsync(sitting, CancellationToken.None);
        var recordings = await stage.Hub.ReadAsync(session => session.ListAsync("SELECT e.sha256 FROM remote_recordings r JOIN evidence e ON e.id = r.evidence WHERE r.sitting = @sitting ORDER BY r.part",
            row => row.GetString(0), CancellationToken.None, ("@sitting", page.Sitting)));
        Assert.Equal([[.. pieces[0], .. pieces[1]], [.. pieces[2], .. pieces[3]]], await Task.WhenAll(recordings.Select(BytesAsync)));

        await services.GetRequiredService<PieceSweep>().SweepAsync(sitting, CancellationToken.None);
        Assert.Null(await services.GetRequiredService<IBlobStore>().OpenAsync(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(pieces[1])), CancellationToken.None));
        Assert.Equal(2, (await Task.WhenAll(recordings.Select(BytesAsync))).Length);
    }

    [Fact]
    public async Task Shows_the_student_what_was_marked_why_and_the_photo_and_nobody_else()
    {
        var page = await HomePage.OpenAsync(stage, await stage.NextExamAsync());
        await page.StartAsync();
        await SeePhoneAsync(page);
        using (var early = await page.Http.GetAsync($"/exam/{page.Sitting}/after"))
        {
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        }
        await page.StepAsync("finish");
        var after = await page.Http.GetStringAsync($"/exam/{page.Sitting}/after?lang=en");
        Assert.Contains("Phone", after, StringComparison.Ordinal);
        Assert.Contains("not looked at by a person yet", after, StringComparison.Ordinal);
        var photo = after[after.IndexOf($"/exam/{page.Sitting}/photos/", StringComparison.Ordinal)..];
        photo = photo[..photo.IndexOf('"', StringComparison.Ordinal)];
        Assert.Equal([1, 2, 3], await page.Http.GetByteArrayAsync(photo));
        var (other, _) = await stage.SignedInAsync("student-2");
        using var foreign = await other.Http.GetAsync(photo);
        using var page2 = await other.Http.GetAsync($"/exam/{page.Sitting}/after");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, page2.StatusCode));
    }

    [Fact]
    public async Task Judges_the_same_sightings_at_home_as_in_a_hall()
    {
        var exam = await stage.NextExamAsync();
        var page = await HomePage.OpenAsync(stage, exam);
        await page.StartAsync();
        await SeePhoneAsync(page);
        await using var node = new TestNode(stage.Hub.Folder, stage.Hub.Broker.Port);
        await node.ConnectAsync();
        var from = TimeProvider.System.GetUtcNow().AddSeconds(-4);
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "1", from, TimeSpan.FromSeconds(4))));
        var hall = await IncidentAsync(HubFolder.Exam);
        var home = await IncidentAsync(exam);
        foreach (var same in (string[])["code", "class", "scope", "gazeAlone", "why", "state"])
        {
            Assert.Equal(hall.GetProperty(same).ToString(), home.GetProperty(same).ToString());
        }
    }

    [Fact]
    public async Task Accounts_for_a_remote_sittings_own_minutes()
    {
        var exam = await stage.NextExamAsync();
        var page = await HomePage.OpenAsync(stage, exam);
        await page.StartAsync();
        var (compliance, _) = await stage.SignedInAsync("compliance");
        var book = await compliance.Http.GetFromJsonAsync<JsonElement>($"/api/v1/exams/{exam}/completeness");
        Assert.DoesNotContain(book.GetProperty("streams").EnumerateArray(), stream => stream.GetProperty("stream").GetString() == "video");
        Assert.DoesNotContain(book.GetProperty("points").EnumerateArray(), point => point.GetProperty("kind").GetString() == "missing");
    }

    private async Task SeePhoneAsync(HomePage page)
    {
        var services = stage.Hub.Services;
        var sitting = (await services.GetRequiredService<RemoteDesk>().FindAsync(page.Sitting, CancellationToken.None))!;
        using var stored = await page.PutAsync("identity", page.Segment, 77, [1, 2, 3], TimeProvider.System.GetUtcNow(), 0);
        var end = TimeProvider.System.GetUtcNow();
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > end.AddSeconds(4), "the phone was seen for four seconds");
        var phone = new Sighting { Id = Guid.CreateVersion7(end).ToString(), Kind = ObservationKind.Phone, From = end, Confidence = 900 };
        var picture = new WaitingPicture(sitting, end, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([1, 2, 3])), 3);
        var ledger = services.GetRequiredService<Ledger>();
        await ledger.EnqueueAsync(new SightingsSeen(picture, [phone], new string('a', 64), services.GetRequiredService<EvidenceNews>()), CancellationToken.None);
        await ledger.EnqueueAsync(new SightingsSeen(picture, [phone with { To = end.AddSeconds(4) }], new string('a', 64), services.GetRequiredService<EvidenceNews>()), CancellationToken.None);
        await ledger.DoAsync((_, _) => Task.FromResult(0), CancellationToken.None);
    }

    private async Task<JsonElement> IncidentAsync(string exam)
    {
        var (proctor, _) = await stage.SignedInAsync("proctor");
        JsonElement found = default;
        await Eventually.TrueAsync(async () =>
        {
            var list = await proctor.Http.GetFromJsonAsync<JsonElement>($"/api/v1/exams/{exam}/incidents");
            found = list.GetProperty("incidents").EnumerateArray().FirstOrDefault(one => one.GetProperty("code").GetString() == "PHONE");
            return found.ValueKind == JsonValueKind.Object;
        }, $"the phone in {exam} is an incident");
        return found;
    }

    private async Task<byte[]> BytesAsync(string sha256)
    {
        await using var stream = (await stage.Hub.Services.GetRequiredService<IBlobStore>().OpenAsync(sha256, CancellationToken.None))!;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
