using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// One batch into the record: what is new of it, once. Then the sender's receipt, also where nothing was new: the sender may
/// have missed the last one.
/// </summary>
internal sealed class BatchWork(Intake intake, ReceivedBatch received, SignedBytes envelope) : ILedgerWork
{
    private Receipt? _receipt;

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var batch = received.Batch;
        var held = await InboxStore.HeldAsync(entry.Session, batch, cancel);
        var fresh = batch.Items.Where(item => held.Add(item.Seq)).ToList();
        var refused = received.Refused.Where(item => item.Seq > 0 && held.Add(item.Seq)).ToList();
        if (fresh.Count > 0)
        {
            var number = await entry.Book.NextBatchAsync(cancel);
            await InboxStore.AddAsync(entry, number, batch, envelope, fresh, cancel);
            foreach (var item in fresh)
            {
                await InboxStore.AddAsync(entry.Session, number, batch, item, cancel);
                await ConcludeAsync(entry, batch, item, cancel);
            }
        }
        foreach (var item in refused)
        {
            await InboxStore.RefuseAsync(entry.Session, batch, item, entry.Now, cancel);
            await entry.AuditAsync($"node:{batch.Sender}", "item.refused", $"{batch.Boot}/{item.Seq}", null, item.Reason, cancel);
        }
        if (fresh.Count > 0 || refused.Count > 0)
        {
            await InboxStore.HoldAsync(entry.Session, batch, held, entry.Now, cancel);
        }
        var (durable, gaps) = held.Durable();
        _receipt = new Receipt
        {
            SenderKind = batch.SenderKind, Sender = batch.Sender, Boot = batch.Boot, DurableTo = durable, Gaps = gaps,
            Refused = received.Refused, At = entry.Now,
        };
    }

    public void Committed() => intake.Confirm(_receipt!);

    /// <summary>Nothing to tell: without a receipt the sender keeps everything and sends it again.</summary>
    public void Failed(Exception why)
    {
    }

    private static async Task ConcludeAsync(LedgerEntry entry, Batch batch, BatchItem item, CancellationToken cancel)
    {
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
