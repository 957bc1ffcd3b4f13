using System.CommandLine;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Commands;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Audit;

/// <summary>The verbs <c>export</c> and <c>verify</c> over what a running hub recorded.</summary>
public class ExportTests
{
    [Fact]
    public async Task Exports_beside_a_running_hub_what_verifies_offline_and_names_a_changed_row()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        var now = WireTime.FromMicroseconds(WireTime.ToMicroseconds(TimeProvider.System.GetUtcNow()));
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "7", now - TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(8))));
        await node.ReceiptAsync(1);
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        var incident = (await proctor.IncidentsAsync())[0].GetProperty("id").GetString()!;
        using var decided = await proctor.DecideAsync(incident, new { decision = "confirm" });

        var whole = hub.Folder.File("whole.zip");
        Assert.Equal(0, await RunAsync("export", "--config", hub.Folder.Configuration, "--exam", HubFolder.Exam, "--output", whole));
        Assert.Equal(0, await RunAsync("verify", whole, "--key", hub.Folder.File("ca", "configuration.pub")));
        Assert.Equal(2, await RunAsync("export", "--config", hub.Folder.Configuration, "--exam", "no-such-exam", "--output", hub.Folder.File("none.zip")));
        Assert.Equal(2, await RunAsync("verify", hub.Folder.Configuration, "--key", hub.Folder.File("ca", "configuration.pub")));

        // The hub goes on: nothing that the export wrote stands in its way.
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "1", now - TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(8))));
        await node.ReceiptAsync(2);

        // An insider with the database file: the triggers can be dropped, the chain cannot.
        await using (var database = hub.Folder.Open())
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => database.WriteAsync(session => session.DoAsync("UPDATE verdicts SET decision = 2", CancellationToken.None), CancellationToken.None));
            Assert.Contains("verdicts is append-only", refused.Message, StringComparison.Ordinal);
            await database.WriteAsync(async session =>
            {
                await session.DoAsync("DROP TRIGGER verdicts_no_update", CancellationToken.None);
                return await session.DoAsync("UPDATE verdicts SET decision = 2", CancellationToken.None);
            }, CancellationToken.None);
        }
        var changed = hub.Folder.File("changed.zip");
        Assert.Equal(0, await RunAsync("export", "--config", hub.Folder.Configuration, "--exam", HubFolder.Exam, "--output", changed));
        Assert.Equal(1, await RunAsync("verify", changed, "--key", hub.Folder.File("ca", "configuration.pub")));
    }

    private static Task<int> RunAsync(params string[] arguments) =>
        Verbs.RunAsync(new RootCommand { ExportCommand.Create(), VerifyCommand.Create() }, arguments);
}
