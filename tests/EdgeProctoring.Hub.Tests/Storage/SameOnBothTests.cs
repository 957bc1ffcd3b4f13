using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Storage;

/// <summary>The whole hub on PostgreSQL concludes what it concludes on SQLite, bit for bit.</summary>
public sealed class SameOnBothTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Concludes_the_same_on_both_engines_also_after_the_server_was_killed()
    {
        var start = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
        await using var small = await TestHub.StartAsync($"\"{start:O}\"");
        var expected = await RunAsync(small, start, () => Task.CompletedTask);
        // The hub's own role there may not change what happened, and owns no table.
        var (own, owner) = await server.NewOwnedDatabaseAsync();
        await using var large = await TestHub.StartAsync($"\"{start:O}\"", own, owner: owner);
        var found = await RunAsync(large, start, async () =>
        {
            await server.KillAsync();
            await server.StartAsync();
        });
        Assert.NotEmpty(expected);
        Assert.Equal(expected, found);
    }

    private static async Task<List<string>> RunAsync(TestHub hub, DateTimeOffset start, Func<Task> between)
    {
        await using var node = new TestNode(hub.Folder, hub.Broker.Port) { Boot = "one-boot" };
        await node.ConnectAsync();
        BatchItem[] items = [.. Enumerable.Range(0, 60).Select(at => node.Item(node.Seen(at % 2 == 0 ? ObservationKind.Phone : ObservationKind.SeatEmpty,
            at % 3 == 0 ? "1" : "7", start.AddMinutes(1).AddSeconds(at * 40), TimeSpan.FromSeconds(14), id: $"019b0000-0000-7000-8000-{at:D12}")))];
        await node.SendAsync(items[..30]);
        await node.ReceiptAsync(30);
        await between();
        await node.SendAsync(items[30..]);
        await node.ReceiptAsync(60);
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        using var decided = await proctor.DecideAsync((await proctor.IncidentsAsync())[0].GetProperty("id").GetString()!, new { decision = "confirm" });
        return await hub.ReadAsync(session => session.ListAsync("""
            SELECT i.id, i.sitting, i.body FROM incidents i WHERE i.removed = 0 AND i.revision = (SELECT MAX(l.revision) FROM incidents l WHERE l.id = i.id) ORDER BY i.id
            """, row => $"{row.GetString(0)} {row.GetString(1)} {Unsigned(row.GetString(2))}", CancellationToken.None));
    }

    // A verdict's id is made when it is given.
    private static string Unsigned(string body) => System.Text.RegularExpressions.Regex.Replace(body, "\"verdicts\":\\[\"[^\"]+\"\\]", "\"verdicts\":[1]");
}
