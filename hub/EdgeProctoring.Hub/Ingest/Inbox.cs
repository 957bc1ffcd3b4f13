using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>The one way in which items get into the record and before the judges, whoever saw them.</summary>
internal static class Inbox
{
    /// <summary>Keeps a batch as it came, a line for each of its new items, and tells the judges.</summary>
    public static async Task AddAsync(LedgerEntry entry, Batch batch, SignedBytes envelope, IReadOnlyList<BatchItem> fresh, CancellationToken cancel)
    {
        var number = await entry.Book.NextBatchAsync(cancel);
        var partition = Partitions.Of(batch);
        await InboxStore.AddAsync(entry, number, partition, batch, envelope, fresh, cancel);
        entry.LastBatches[partition] = number;
        foreach (var item in fresh)
        {
            await InboxStore.AddAsync(entry.Session, number, batch, item, cancel);
            if (item.Observation is { } observation)
            {
                await entry.Desk.AddAsync(entry.Session, observation, cancel);
            }
            else if (item.Coverage is { } coverage)
            {
                await entry.Desk.AddAsync(entry.Session, coverage, new Source(batch.SenderKind, batch.Sender, coverage.Camera), cancel);
            }
        }
    }

    /// <summary>A batch of the hub's own witnesses: their word is not signed, the record's chain vouches for it.</summary>
    public static Task AddAsync(LedgerEntry entry, Batch batch, CancellationToken cancel) =>
        AddAsync(entry, batch, new SignedBytes(Wire.Encode(batch), ReadOnlyMemory<byte>.Empty, null), batch.Items, cancel);
}
