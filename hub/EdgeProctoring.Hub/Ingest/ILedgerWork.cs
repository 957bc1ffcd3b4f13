namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// Something that changes the record. All of them go through one writer, several in one transaction; a work may be applied
/// again after a rollback, so it keeps nothing of a first attempt.
/// </summary>
internal interface ILedgerWork
{
    Task ApplyAsync(LedgerEntry entry, CancellationToken cancel);

    /// <summary>It is on the disk.</summary>
    void Committed();

    /// <summary>It will not be done.</summary>
    void Failed(Exception why);
}
