namespace EdgeProctoring.Contracts;

/// <summary>The one catalogue of violations for hall and remote. The text form is the name in capitals: <c>PERSON_EXTRA</c>.</summary>
public enum ViolationCode
{
    PersonExtra = 1,
    PersonAbsent,
    LeftView,
    FaceCovered,
    IdentityMismatch,
    IdNotOriginal,
    Phone,
    Tablet,
    Pager,
    OtherComputer,
    Headphones,
    Calculator,
    Materials,
    Talking,
    ReadingAloud,
    Nonverbal,
    ItemPassed,
    LookingAtNeighbour,
    TurnedAway,
    HandsUnderDesk,
    StoodUp,
    ChangedSeat,
    WindowSwitch,
    ForeignTab,
    ForeignSoftware,
    MultiDisplay,
    MultiInput,
    MicOff,
    CameraOff,
    CredentialsShared,
    PcAccessGiven,
    ThirdPartyHelp,
    Ethics,
    LowLight,
    Noise,
    AvInterference,
    HwRequirements,
    CameraCovered,
    CameraMoved,
    RecordingGap,
    NodeOffline,
    NetworkLost,
}

/// <summary>The text form of violation codes, used in packs, on the wire and in documents.</summary>
public static class ViolationCodes
{
    private static readonly Dictionary<ViolationCode, string> _texts =
        Enum.GetValues<ViolationCode>().ToDictionary(code => code, code => InCapitals(code.ToString()));

    private static readonly Dictionary<string, ViolationCode> _codes =
        _texts.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static IReadOnlyCollection<ViolationCode> All => _texts.Keys;

    public static string Text(this ViolationCode code) => _texts[code];

    public static bool TryParse(string text, out ViolationCode code) => _codes.TryGetValue(text, out code);

    private static string InCapitals(string name) => string.Concat(name.Select((letter, at) =>
        at > 0 && char.IsAsciiLetterUpper(letter) ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));
}
