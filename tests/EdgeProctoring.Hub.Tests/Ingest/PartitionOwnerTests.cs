using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Hub.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.Ingest;

/// <summary>Two hubs on one database: the one that came first writes nothing more.</summary>
public class PartitionOwnerTests
{
    [Fact]
    public async Task Writes_nothing_more_once_another_hub_has_taken_over()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync(node.Item(node.Seen(ObservationKind.HeadTurned, "1", TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeSpan.FromSeconds(5))));
        await node.ReceiptAsync(1);
        var partition = Partitions.Of(HubFolder.Exam);
        Assert.Equal((1, partition), await hub.ReadAsync(async session => (
            await session.NumberAsync("SELECT last_batch FROM partitions WHERE number = @number", CancellationToken.None, ("@number", partition)),
            (int)await session.NumberAsync("SELECT partition_number FROM batches", CancellationToken.None))));

        await using (var other = hub.Folder.Open())
        {
            await new PartitionOwner().TakeAsync(other, CancellationToken.None);
        }
        var ledger = hub.Services.GetRequiredService<Ledger>();
        var refused = await Assert.ThrowsAsync<StorageException>(() => ledger.DoAsync(async (entry, cancel) =>
        {
            await entry.AuditAsync("test", "test.overtaken", "x", null, "", cancel);
            return 0;
        }, CancellationToken.None));
        Assert.Contains("Another hub has taken this database over", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM audit WHERE action = 'test.overtaken'", CancellationToken.None)));
    }
}
