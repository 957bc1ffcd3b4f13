using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.Ingest;

/// <summary>How much is taken at once.</summary>
internal sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>Batches that wait for the writer, half of them of one partition at most; a full queue holds senders back. 1–10000.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; init; } = 128;

    /// <summary>Works written in one transaction. 1–5000.</summary>
    [Range(1, 5_000)]
    public int WorksPerCommit { get; init; } = 50;

    /// <summary>Items that one sender may send in a second, with four seconds' worth at once; 100–1000000. Default 50,000.</summary>
    [Range(100, 1_000_000)]
    public int ItemsPerSecond { get; init; } = 50_000;

    /// <summary>How long a gap in a node's numbers may last before the node is asked for it; default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan AskAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When an answer that has not come is given up and asked for again; default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often open observations are judged as of now; default every second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan JudgeEvery { get; init; } = TimeSpan.FromSeconds(1);
}
