namespace EdgeProctoring.Hub.Ingest;

/// <summary>A line for the audit trail alone.</summary>
internal sealed class AuditNote(string who, string action, string what, string? exam = null, string detail = "") : ILedgerWork
{
    public Task ApplyAsync(LedgerEntry entry, CancellationToken cancel) => entry.AuditAsync(who, action, what, exam, detail, cancel);

    public void Committed()
    {
    }

    public void Failed(Exception why)
    {
    }
}
