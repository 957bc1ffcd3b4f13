using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Commands;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Retention;
using EdgeProctoring.Hub.Tests.Running;
using EdgeProctoring.Hub.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.Retention;

/// <summary>Recordings go when their time is over, exactly those, for good, and provably; also when the power goes in between.</summary>
public sealed class RetentionTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Deletes_what_is_due_keeps_what_is_held_and_proves_it(bool postgreSql)
    {
        // The default pack keeps for 30 days.
        await using var hub = await TestHub.StartAsync("\"2026-01-05T09:00:00Z\"", postgreSql ? await server.NewDatabaseAsync() : null);
        var (free, shared, held) = (Bytes(1), Bytes(2), Bytes(3));
        await StoreAsync(hub, "e-free", "1", free);
        await StoreAsync(hub, "e-twin-1", "2", shared);
        await StoreAsync(hub, "e-twin-7", "7", shared);
        await StoreAsync(hub, "e-held", "7", held);
        using var officer = await Visitor.SignedInAsync(hub.Address, Roles.Compliance);
        using var hold = await officer.PostAsync(Path("holds"), new { sitting = $"{HubFolder.Exam}.{HubFolder.Room}.7", reason = "court order" });
        Assert.Equal(HttpStatusCode.Created, hold.StatusCode);

        await hub.StopAsync();
        await hub.StartAgainAsync();
        using var again = await Visitor.SignedInAsync(hub.Address, Roles.Compliance);
        await Eventually.TrueAsync(async () => await StatusAsync(again, "e-free") == HttpStatusCode.Gone && await StatusAsync(again, "e-twin-1") == HttpStatusCode.Gone, "what is due is gone");
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await StatusAsync(again, "e-twin-7"), await StatusAsync(again, "e-held")]);
        await Eventually.TrueAsync(async () => await PendingAsync(hub) == 0, "the files are removed");
        Assert.Equal([false, true, true], [Exists(hub, free), Exists(hub, shared), Exists(hub, held)]);

        var proof = (await again.Http.GetFromJsonAsync<JsonElement>(Path("deletions"))).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["e-free", "e-twin-1"], proof.Select(one => one.GetProperty("evidence").GetString()));
        Assert.All(proof, one => Assert.Equal(64, one.GetProperty("chainHash").GetString()!.Length));
        var id = (await hold.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("hold").GetString();
        using var released = await again.SendAsync(HttpMethod.Delete, Path($"holds/{id}?reason=over"), null);
        Assert.Equal(HttpStatusCode.NoContent, released.StatusCode);
        using var deleted = await again.PostAsync(Path("deletions"), new { reason = "asked for by the examinee" });
        Assert.Equal(2, (await deleted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("deleted").GetInt32());
        Assert.Equal([false, false], [Exists(hub, shared), Exists(hub, held)]);

        // The record stays whole, and says what is gone.
        var export = hub.Folder.File("after.zip");
        var root = new RootCommand { ExportCommand.Create(), VerifyCommand.Create() };
        Assert.Equal(0, await Verbs.RunAsync(root, ["export", "--config", hub.Folder.Configuration, "--exam", HubFolder.Exam, "--output", export]));
        Assert.Equal(0, await Verbs.RunAsync(root, ["verify", export, "--key", hub.Folder.File("ca", "configuration.pub")]));
    }

    [Fact]
    public async Task Goes_on_with_the_files_after_it_was_cut_off_behind_the_record()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        var (gone, needed) = (Bytes(4), Bytes(5));
        await StoreAsync(hub, "e-needed", "1", needed);
        var sha256 = await KeepAsync(hub, gone);
        // What a power cut leaves: the record has given both files up, nothing is removed. One of them is needed after all.
        await hub.Services.GetRequiredService<Ledger>().DoAsync((entry, cancel) => entry.Session.DoAsync("INSERT INTO removals (sha256) VALUES (@one), (@other)", cancel, ("@one", sha256), ("@other", Sha256(needed))), CancellationToken.None);
        await hub.Services.GetRequiredService<Shredder>().RemoveAsync(CancellationToken.None);
        Assert.Equal([false, true], [Exists(hub, gone), Exists(hub, needed)]);
        Assert.Equal(0, await PendingAsync(hub));
    }

    [Fact]
    public async Task Keeps_a_signed_case_until_it_is_final_and_deletes_nothing_of_a_running_exam()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var officer = await Visitor.SignedInAsync(hub.Address, Roles.Compliance);
        using var running = await officer.PostAsync(Path("deletions"), new { reason = "too early" });
        Assert.Equal(HttpStatusCode.Conflict, running.StatusCode);
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        using var dean = await Visitor.SignedInAsync(hub.Address, Roles.Dean);
        var sitting = $"/api/v1/exams/{HubFolder.Exam}/sittings/{HubFolder.Exam}.{HubFolder.Room}.1";
        foreach (var (person, path, body) in new (Visitor, string, object)[] { (proctor, "steps", new { step = "terminate", reason = "phone" }), (proctor, "steps", new { step = "review" }), (dean, "outcome", new { step = "decide", reason = "annul" }) })
        {
            using var reply = await person.PostAsync($"{sitting}/{path}", body);
            Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        }
        Assert.Equal(["case"], await HoldsAsync(officer));
        using var final = await dean.PostAsync($"{sitting}/outcome", new { step = "finalise" });
        Assert.Equal(HttpStatusCode.Created, final.StatusCode);
        Assert.Empty(await HoldsAsync(officer));
    }

    private static async Task<List<string?>> HoldsAsync(Visitor visitor) => [.. (await visitor.Http.GetFromJsonAsync<JsonElement>(Path("holds"))).EnumerateArray()
        .Where(hold => hold.GetProperty("released").ValueKind == JsonValueKind.Null).Select(hold => hold.GetProperty("kind").GetString())];

    private static async Task StoreAsync(TestHub hub, string id, string seat, byte[] bytes)
    {
        var sha256 = await KeepAsync(hub, bytes);
        var at = new DateTimeOffset(2026, 1, 5, 9, 10, 0, TimeSpan.Zero);
        var header = new EvidenceHeader
        {
            Evidence = id, Subject = Subject.OfSeat(HubFolder.Exam, HubFolder.Room, seat), Camera = "cam-1", MediaType = "video/mp4", Size = bytes.Length, Sha256 = sha256, From = at, To = at, Offset = 0,
        };
        await hub.Services.GetRequiredService<Ledger>().DoAsync(async (entry, cancel) => { await EvidenceStore.AddAsync(entry, HubFolder.Node, header, cancel); return true; }, CancellationToken.None);
    }

    private static async Task<string> KeepAsync(TestHub hub, byte[] bytes)
    {
        var file = hub.Folder.File(Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(file, bytes);
        await hub.Services.GetRequiredService<IBlobStore>().KeepAsync(file, Sha256(bytes), CancellationToken.None);
        return Sha256(bytes);
    }

    private static Task<long> PendingAsync(TestHub hub) => hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM removals", CancellationToken.None));

    private static bool Exists(TestHub hub, byte[] bytes) => File.Exists(hub.Folder.File("data", "evidence", "blobs", Sha256(bytes)[..2], Sha256(bytes)));

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, string evidence)
    {
        using var reply = await visitor.Http.GetAsync($"/media/{evidence}");
        return reply.StatusCode;
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 1000)];

    private static string Path(string rest) => $"/api/v1/exams/{HubFolder.Exam}/{rest}";
}
