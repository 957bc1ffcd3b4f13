using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// Whose the partitions are. A hub that starts takes them with a higher epoch, and each commit looks whether they are still
/// its own: two hubs on one database would judge with memories that know nothing of each other.
/// </summary>
internal sealed class PartitionOwner
{
    private const string Take = """
        INSERT INTO partitions (number, epoch, last_batch) VALUES (@number, @epoch, 0)
        ON CONFLICT (number) DO UPDATE SET epoch = excluded.epoch
        """;

    private long? _epoch;

    /// <summary>Takes all partitions, once in a life.</summary>
    public async Task TakeAsync(IDatabase database, CancellationToken cancel) => _epoch ??= await database.WriteAsync(async session =>
    {
        var epoch = await session.NumberAsync("SELECT MAX(epoch) FROM partitions", cancel) + 1;
        for (var number = 0; number < Partitions.Count; number++)
        {
            await session.DoAsync(Take, cancel, ("@number", number), ("@epoch", epoch));
        }
        return epoch;
    }, cancel);

    /// <summary>Within the transaction that is about to be committed.</summary>
    public async Task CheckAsync(LedgerEntry entry, CancellationToken cancel)
    {
        foreach (var (partition, batch) in entry.LastBatches)
        {
            await entry.Session.DoAsync("UPDATE partitions SET last_batch = @batch WHERE number = @number", cancel, ("@number", partition), ("@batch", batch));
        }
        if (await entry.Session.NumberAsync("SELECT MAX(epoch) FROM partitions", cancel) != _epoch)
        {
            throw new StorageException("Another hub has taken this database over, so this one writes nothing more. Only one hub may run on a database: stop one of them.");
        }
    }
}
