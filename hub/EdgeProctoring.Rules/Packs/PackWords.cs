using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>The words of pack files and of judgements as JSON, for every choice: one place.</summary>
public static class PackWords
{
    public static IReadOnlyDictionary<string, ViolationClass> Classes { get; } = new Dictionary<string, ViolationClass>
    {
        ["F"] = ViolationClass.F, ["FX"] = ViolationClass.Fx, ["none"] = ViolationClass.None,
    };

    public static IReadOnlyDictionary<string, RuleKind> RuleKinds { get; } = new Dictionary<string, RuleKind>
    {
        ["sustained"] = RuleKind.Sustained, ["count"] = RuleKind.Count, ["object"] = RuleKind.Object, ["point"] = RuleKind.Point,
        ["corroborated"] = RuleKind.Corroborated, ["pair"] = RuleKind.Pair, ["equipment"] = RuleKind.Equipment, ["reported"] = RuleKind.Reported,
    };

    public static IReadOnlyDictionary<string, Modes> Modes { get; } = new Dictionary<string, Modes>
    {
        ["hall"] = Rules.Modes.Hall, ["remote"] = Rules.Modes.Remote,
    };

    public static IReadOnlyDictionary<string, Senses> Senses { get; } = new Dictionary<string, Senses>
    {
        ["sight"] = Rules.Senses.Sight, ["sound"] = Rules.Senses.Sound, ["computer"] = Rules.Senses.Computer,
        ["devices"] = Rules.Senses.Devices, ["person"] = Rules.Senses.Person,
    };

    public static IReadOnlyDictionary<string, Alone> Alone { get; } = new Dictionary<string, Alone>
    {
        ["skip"] = Rules.Alone.Skip, ["free"] = Rules.Alone.Free, ["counts"] = Rules.Alone.Counts,
    };

    public static IReadOnlyDictionary<string, Outcome> Outcomes { get; } = new Dictionary<string, Outcome>
    {
        ["none"] = Outcome.None, ["review"] = Outcome.Review, ["points"] = Outcome.Points, ["retake"] = Outcome.Retake, ["annul"] = Outcome.Annul,
    };

    public static IReadOnlyDictionary<string, DecisionDocument> Documents { get; } = new Dictionary<string, DecisionDocument>
    {
        ["none"] = DecisionDocument.None, ["act"] = DecisionDocument.Act, ["protocol-a"] = DecisionDocument.ProtocolA,
    };

    public static IReadOnlyDictionary<string, AccommodationKind> Accommodations { get; } = new Dictionary<string, AccommodationKind>
    {
        ["extra-time"] = AccommodationKind.ExtraTime, ["breaks"] = AccommodationKind.Breaks, ["helper"] = AccommodationKind.Helper,
        ["no-gaze"] = AccommodationKind.NoGaze, ["no-camera"] = AccommodationKind.NoCamera, ["mask"] = AccommodationKind.Mask,
    };

    /// <summary>The word for a value: the inverse of the maps above.</summary>
    public static string Word<T>(IReadOnlyDictionary<string, T> words, T value) where T : struct =>
        words.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Key;
}
