using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.Evidence;

/// <summary>A piece of evidence is on the disk; now the record says so.</summary>
internal sealed class EvidenceStored(string node, EvidenceHeader header, EvidenceNews news) : ILedgerWork
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        // A sender that gave up waiting may have brought the same piece again.
        if (await EvidenceStore.FindAsync(entry.Session, header.Evidence, cancel) is not null)
        {
            return;
        }
        await EvidenceStore.AddAsync(entry, node, header, cancel);
        await entry.AuditAsync($"node:{node}", "evidence.stored", header.Evidence, header.Subject.Exam, header.Sha256, cancel);
    }

    public void Committed()
    {
        news.Stored(header.Evidence);
        _done.TrySetResult();
    }

    public void Failed(Exception why) => _done.TrySetException(why);
}
