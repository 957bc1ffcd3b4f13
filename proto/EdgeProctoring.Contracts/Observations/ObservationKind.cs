namespace EdgeProctoring.Contracts;

/// <summary>
/// The name of what is seen, such as <c>face.missing</c>. The catalogue lists what rules may use; a well-formed name outside
/// it (from a newer sender) is kept but no rule can ask for it.
/// </summary>
public readonly record struct ObservationKind(string Name)
{
    // The person.
    public static readonly ObservationKind FaceMissing = new("face.missing");
    public static readonly ObservationKind FaceCovered = new("face.covered");
    /// <summary>Faces before a remote camera (detail: count).</summary>
    public static readonly ObservationKind FaceCount = new("face.count");
    public static readonly ObservationKind HeadTurned = new("head.turned");
    public static readonly ObservationKind HeadDown = new("head.down");
    public static readonly ObservationKind IdentityDistance = new("identity.distance");
    public static readonly ObservationKind HandsHidden = new("hands.hidden");
    public static readonly ObservationKind PersonStood = new("person.stood");
    // The seat and the room.
    public static readonly ObservationKind SeatEmpty = new("seat.empty");
    public static readonly ObservationKind SeatChanged = new("seat.changed");
    /// <summary>Heads in a room (detail: count, staff).</summary>
    public static readonly ObservationKind PersonCount = new("person.count");
    public static readonly ObservationKind ItemPassed = new("item.passed");
    public static readonly ObservationKind HeadsTogether = new("heads.together");
    public static readonly ObservationKind SignalGiven = new("signal.given");
    public static readonly ObservationKind LookingAtNeighbour = new("head.to-neighbour");
    // Things.
    public static readonly ObservationKind Phone = new("object.phone");
    public static readonly ObservationKind Tablet = new("object.tablet");
    public static readonly ObservationKind Pager = new("object.pager");
    public static readonly ObservationKind Computer = new("object.computer");
    public static readonly ObservationKind Headphones = new("object.headphones");
    public static readonly ObservationKind Calculator = new("object.calculator");
    public static readonly ObservationKind Book = new("object.book");
    public static readonly ObservationKind Notes = new("object.notes");
    // Sound.
    public static readonly ObservationKind Speech = new("speech");
    public static readonly ObservationKind ReadingAloud = new("speech.reading");
    public static readonly ObservationKind NoiseLoud = new("sound.noise");
    // The examinee's computer.
    public static readonly ObservationKind PageHidden = new("page.hidden");
    public static readonly ObservationKind PageBlur = new("page.blur");
    public static readonly ObservationKind FullscreenLeft = new("page.fullscreen-left");
    public static readonly ObservationKind PagePaste = new("page.paste");
    public static readonly ObservationKind PageCopy = new("page.copy");
    public static readonly ObservationKind PagePrint = new("page.print");
    public static readonly ObservationKind ForeignTab = new("page.foreign-tab");
    public static readonly ObservationKind ForeignSoftware = new("software.foreign");
    public static readonly ObservationKind DisplayExtended = new("display.extended");
    public static readonly ObservationKind InputExtra = new("input.extra");
    public static readonly ObservationKind MicOff = new("mic.off");
    public static readonly ObservationKind CameraOff = new("camera.off");
    public static readonly ObservationKind HardwareTooWeak = new("hardware.too-weak");
    public static readonly ObservationKind MediaDisturbed = new("media.disturbed");
    public static readonly ObservationKind PageActive = new("page.active");
    // Equipment.
    public static readonly ObservationKind CameraDark = new("camera.dark");
    public static readonly ObservationKind CameraCovered = new("camera.covered");
    public static readonly ObservationKind CameraMoved = new("camera.moved");
    public static readonly ObservationKind CameraFrozen = new("camera.frozen");
    public static readonly ObservationKind CameraBlurred = new("camera.blurred");
    public static readonly ObservationKind CameraBright = new("camera.bright");
    public static readonly ObservationKind StreamGap = new("stream.gap");
    public static readonly ObservationKind NodeOffline = new("node.offline");
    public static readonly ObservationKind NetworkLost = new("network.lost");
    public static readonly ObservationKind NodeOpened = new("node.opened");
    /// <summary>Entered by a person on duty (detail: label = the violation code, reason).</summary>
    public static readonly ObservationKind PersonReported = new("person.reported");

    /// <summary>All kinds that a rule may ask for.</summary>
    public static IReadOnlyList<ObservationKind> Catalogue { get; } =
    [
        FaceMissing, FaceCovered, FaceCount, HeadTurned, HeadDown, IdentityDistance, HandsHidden, PersonStood,
        SeatEmpty, SeatChanged, PersonCount, ItemPassed, HeadsTogether, SignalGiven, LookingAtNeighbour,
        Phone, Tablet, Pager, Computer, Headphones, Calculator, Book, Notes,
        Speech, ReadingAloud, NoiseLoud,
        PageHidden, PageBlur, FullscreenLeft, PagePaste, PageCopy, PagePrint, ForeignTab, ForeignSoftware, DisplayExtended,
        InputExtra, MicOff, CameraOff, HardwareTooWeak, MediaDisturbed, PageActive,
        CameraDark, CameraCovered, CameraMoved, CameraFrozen, CameraBlurred, CameraBright, StreamGap, NodeOffline, NetworkLost,
        NodeOpened, PersonReported,
    ];

    private static readonly Dictionary<string, ObservationKind> _known = Catalogue.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public bool IsKnown => _known.ContainsKey(Name);

    /// <summary>Reads a name: lower-case words with hyphens, joined by dots. Known names share one text in memory.</summary>
    public static bool TryParse(string name, out ObservationKind kind)
    {
        if (_known.TryGetValue(name, out kind))
        {
            return true;
        }
        kind = new ObservationKind(name);
        return name.Length is > 0 and <= Limits.KindLength
            && name[0] is >= 'a' and <= 'z' && name[^1] is >= 'a' and <= 'z'
            && name.All(letter => letter is (>= 'a' and <= 'z') or '.' or '-');
    }

    public override string ToString() => Name;
}
