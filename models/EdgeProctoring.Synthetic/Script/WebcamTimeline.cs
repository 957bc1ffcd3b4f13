using EdgeProctoring.Synthetic.Drawing;

namespace EdgeProctoring.Synthetic.Script;

/// <summary>Cuts a webcam's script into stretches in which the picture does not change.</summary>
internal static class WebcamTimeline
{
    /// <summary>Seconds between two small movements.</summary>
    private const double SwaySeconds = 5;
    private const double StrongTurn = 1.2;
    private const double Down = 1.2;

    public static IEnumerable<(double From, double To, WebcamScene Scene)> Of(WebcamScript script) =>
        SceneTimeline.Cut(script.Seconds, SwaySeconds, script.Events.Select(happening => (happening.At, happening.For)))
            .Select(stretch => (stretch.From, stretch.To, At(script, stretch.From)));

    private static WebcamScene At(WebcamScript script, double second)
    {
        var now = script.Events.Where(happening => happening.At <= second && second < happening.At + happening.For).ToList();
        WebcamEvent? Now(WebcamDeed deed) => now.Find(happening => happening.Does == deed);
        var sitter = PersonLook.Distinct[(Now(WebcamDeed.Swap)?.Who ?? script.Person) - 1] with { Mask = Now(WebcamDeed.Mask) is not null };
        var sway = ((int)(second / SwaySeconds) % 3) - 1;
        return new WebcamScene
        {
            Sitter = Now(WebcamDeed.Leave) is null ? sitter : null,
            Pose = new Pose
            {
                Yaw = Now(WebcamDeed.TurnLeft) is not null ? -StrongTurn : Now(WebcamDeed.TurnRight) is not null ? StrongTurn : sway * 0.05,
                Pitch = Now(WebcamDeed.LookDown) is not null ? Down : 0.05 * sway,
            },
            Second = Now(WebcamDeed.SecondPerson) is { } other ? PersonLook.Distinct[other.Who - 1] : null,
            Phone = Now(WebcamDeed.Phone) is { } phone ? Enum.Parse<PhoneStyle>(phone.Kind, true) : null,
            Book = Now(WebcamDeed.Book) is not null,
            LightsOff = Now(WebcamDeed.LightsOff) is not null,
            LensCovered = Now(WebcamDeed.LensCovered) is not null,
        };
    }
}
