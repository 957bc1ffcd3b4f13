namespace EdgeProctoring.Hub.Ingest;

/// <summary>
/// What senders brought and the record does not hold yet. Everything that was seen comes through here, whichever way it came:
/// over MQTT, as the answer to a question for gaps, or from an exam at home. It promises nothing: a sender keeps what it sent
/// until the receipt, which comes after the ledger's commit. That is why a log may live in memory, or at a broker.
/// </summary>
internal interface IIngestLog
{
    /// <summary>What waits in all partitions.</summary>
    int Waiting { get; }

    /// <summary>False where its partition, or the whole, has no place now.</summary>
    bool TryAppend(IIngestWork work);

    /// <summary>Waits for a place: this is what holds a fast sender back.</summary>
    ValueTask AppendAsync(IIngestWork work, CancellationToken cancel);

    /// <summary>Waits until something can be taken; false once the log is closed and empty. For one reader.</summary>
    ValueTask<bool> WaitAsync();

    /// <summary>Takes at most so many, from the partitions in turn and from each in its order.</summary>
    IReadOnlyList<IIngestWork> Take(int most);

    /// <summary>Nothing more is let in; what is in can still be taken.</summary>
    void Close();
}

/// <summary>A work that a sender brought. All works of an exam go through one partition.</summary>
internal interface IIngestWork : ILedgerWork
{
    int Partition { get; }
}
