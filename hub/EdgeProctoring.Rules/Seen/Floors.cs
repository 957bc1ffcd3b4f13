using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Which rules a camera can honestly judge at a seat: it needs the rule's pixels per metre there.</summary>
internal static class Floors
{
    public static bool Allow(Sitting sitting, RuleLine line, Source source, string? seat)
    {
        if (line.Floor == 0 || source.Kind is SourceKind.Person or SourceKind.Browser)
        {
            return true;
        }
        // A hall camera that nobody measured is not trusted; a webcam at arm's length needs no measuring.
        return Measured(sitting, source, seat) is { } pixels ? pixels >= line.Floor : source.Kind == SourceKind.HubVision;
    }

    public static int? Measured(Sitting sitting, Source source, string? seat)
    {
        int? best = null;
        foreach (var view in sitting.Views)
        {
            if (view.Source == source && (view.Seat is null || seat is null || view.Seat == seat) && (best is null || view.PixelsPerMetre > best))
            {
                best = view.PixelsPerMetre;
            }
        }
        return best;
    }
}
