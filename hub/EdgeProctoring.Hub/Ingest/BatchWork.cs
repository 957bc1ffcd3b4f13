using EdgeProctoring.Contracts;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// One batch into the record: what is new of it, once. Then the sender's receipt, also where nothing was new: the sender may
/// have missed the last one.
/// </summary>
internal sealed class BatchWork(Intake intake, ReceivedBatch received, SignedBytes envelope) : IIngestWork
{
    private Receipt? _receipt;

    public int Partition { get; } = Partitions.Of(received.Batch);

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var batch = received.Batch;
        var numbers = await InboxStore.NumbersAsync(entry.Session, SenderBoot.Of(batch), cancel);
        var held = numbers.Held;
        var fresh = batch.Items.Where(item => held.Add(item.Seq)).ToList();
        var refused = received.Refused.Where(item => item.Seq > 0 && held.Add(item.Seq)).ToList();
        if (fresh.Count > 0)
        {
            await Inbox.AddAsync(entry, batch, envelope, fresh, cancel);
        }
        foreach (var item in refused)
        {
            await InboxStore.RefuseAsync(entry.Session, batch, item, entry.Now, cancel);
            await entry.AuditAsync($"node:{batch.Sender}", "item.refused", $"{batch.Boot}/{item.Seq}", null, item.Reason, cancel);
        }
        if (fresh.Count > 0 || refused.Count > 0)
        {
            await InboxStore.KeepAsync(entry.Session, SenderBoot.Of(batch), numbers, entry.Now, cancel);
        }
        var (durable, gaps) = numbers.Settled();
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
}
