namespace EdgeProctoring.Contracts;

/// <summary>The words of the JSON form for every choice.</summary>
public static class JsonWords
{
    public static IReadOnlyDictionary<string, SittingMode> Modes { get; } = new Dictionary<string, SittingMode>
    {
        ["hall"] = SittingMode.Hall, ["remote"] = SittingMode.Remote,
    };

    public static IReadOnlyDictionary<string, ExamState> States { get; } = new Dictionary<string, ExamState>
    {
        ["authorised"] = ExamState.Authorised, ["identified"] = ExamState.Identified, ["running"] = ExamState.Running, ["ended"] = ExamState.Ended,
        ["reviewed"] = ExamState.Reviewed, ["decided"] = ExamState.Decided, ["appealed"] = ExamState.Appealed, ["final"] = ExamState.Final,
    };

    public static IReadOnlyDictionary<string, BreakKind> Breaks { get; } = new Dictionary<string, BreakKind>
    {
        ["break"] = BreakKind.Break, ["exit"] = BreakKind.Exit, ["pause"] = BreakKind.Pause,
    };

    public static IReadOnlyDictionary<string, AccommodationKind> Accommodations { get; } = new Dictionary<string, AccommodationKind>
    {
        ["extra-time"] = AccommodationKind.ExtraTime, ["breaks"] = AccommodationKind.Breaks, ["helper"] = AccommodationKind.Helper,
        ["no-gaze"] = AccommodationKind.NoGaze, ["no-camera"] = AccommodationKind.NoCamera, ["mask"] = AccommodationKind.Mask,
    };

    public static IReadOnlyDictionary<string, VerdictKind> Decisions { get; } = new Dictionary<string, VerdictKind>
    {
        ["confirm"] = VerdictKind.Confirm, ["dismiss"] = VerdictKind.Dismiss, ["recode"] = VerdictKind.Recode,
        ["report"] = VerdictKind.Report, ["undo"] = VerdictKind.Undo,
    };

    public static IReadOnlyDictionary<string, ClockQuality> Clocks { get; } = new Dictionary<string, ClockQuality>
    {
        ["unknown"] = ClockQuality.Unknown, ["free"] = ClockQuality.Free, ["synchronised"] = ClockQuality.Synchronised,
    };

    /// <summary>The word for a value.</summary>
    public static string Word<T>(IReadOnlyDictionary<string, T> words, T value) where T : struct, Enum
    {
        foreach (var (word, known) in words)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
            {
                return word;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(value), value, "There is no word for this value.");
    }
}
