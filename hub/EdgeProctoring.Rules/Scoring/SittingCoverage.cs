namespace EdgeProctoring.Rules;

/// <summary>How much of the sitting its recordings hold, in thousandths. It stands beside the score, never inside.</summary>
public sealed record SittingCoverage
{
    /// <summary>Of the stream that is covered least; absent where no stream is known.</summary>
    public int? Overall { get; init; }
    public required IReadOnlyList<StreamShare> Streams { get; init; }
    public required int Floor { get; init; }

    public bool IsSufficient => Overall >= Floor;
}

/// <summary>How much of one expected stream is there.</summary>
public sealed record StreamShare(string Stream, int Covered, long Milliseconds);
