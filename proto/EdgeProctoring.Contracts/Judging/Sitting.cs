namespace EdgeProctoring.Contracts;

/// <summary>
/// One examinee's attendance of one exam, as far as judging needs it. The judgement is a function of this record and of the
/// sets of observations and verdicts; whatever changes during the exam (breaks, seats, the as-of time) is a new record.
/// </summary>
public sealed record Sitting
{
    public required string Id { get; init; }
    public required string Exam { get; init; }
    public required SittingMode Mode { get; init; }
    /// <summary>The id of the rule pack that was fixed when the exam was opened.</summary>
    public string? Pack { get; init; }
    /// <summary>The hall's room; absent when remote.</summary>
    public string? Room { get; init; }
    /// <summary>Where in the room the examinee sat, and when; empty when remote.</summary>
    public IReadOnlyList<SeatStay> Seats { get; init; } = [];
    public ExamState State { get; init; } = ExamState.Running;
    /// <summary>When the examinee pressed OK. Nothing before it is judged.</summary>
    public required DateTimeOffset Start { get; init; }
    /// <summary>When it ended by the examinee, by force or by the schedule; absent while it runs. Nothing after it is judged.</summary>
    public DateTimeOffset? End { get; init; }
    /// <summary>Judged as of this time: what is still going on runs to here. Absent only where there is an end.</summary>
    public DateTimeOffset? AsOf { get; init; }
    /// <summary>Examinees who may be in the picture: the room's roster in a hall, 1 when remote.</summary>
    public int Roster { get; init; } = 1;
    /// <summary>Known staff in the room; a head count that names its staff wins over this.</summary>
    public int Staff { get; init; }
    public IReadOnlyList<Break> Breaks { get; init; } = [];
    /// <summary>What this exam allows on the desk, such as <c>calculator</c>, <c>book</c>, <c>notes</c> or <c>paper</c> (a paper exam).</summary>
    public IReadOnlyList<string> Aids { get; init; } = [];
    public IReadOnlyList<Accommodation> Accommodations { get; init; } = [];
    /// <summary>What the examinee agreed to, such as <c>identity</c> (the 1:1 check against the enrolled photo).</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];
    /// <summary>How well each camera sees this examinee. A hall camera that is not listed was never measured and judges no rule that has a floor.</summary>
    public IReadOnlyList<CameraView> Views { get; init; } = [];
    /// <summary>What was recorded of each expected stream; a stream that is expected and not recorded has an empty list.</summary>
    public IReadOnlyList<StreamCoverage> Coverage { get; init; } = [];
}
