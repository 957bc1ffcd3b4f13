using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Which rules are not applied to which view of an examinee.</summary>
internal static class NotAppliedList
{
    public static IReadOnlyList<NotApplied> Of(RulePack pack, Sitting sitting, SightingStore store)
    {
        var list = new HashSet<NotApplied>();
        for (var rule = 0; rule < pack.Rules.Length; rule++)
        {
            var line = pack.Rules[rule].Line;
            if (!line.Modes.Allow(sitting.Mode))
            {
                continue;
            }
            if (line.Consent is { } consent && !sitting.Consents.Contains(consent))
            {
                list.Add(new NotApplied(line.Code, NotAppliedReason.NoConsent));
            }
            else if (line.Floor > 0)
            {
                AddViews(list, line, sitting);
                AddUnmeasured(list, pack, rule, sitting, store);
            }
        }
        return list.Count == 0 ? [] :
        [
            .. list.OrderBy(entry => entry.Code).ThenBy(entry => entry.Reason)
                .ThenBy(entry => entry.Source?.ToString(), StringComparer.Ordinal).ThenBy(entry => entry.Seat, StringComparer.Ordinal).ThenBy(entry => entry.Floor),
        ];
    }

    private static void AddViews(HashSet<NotApplied> list, RuleLine line, Sitting sitting)
    {
        foreach (var view in sitting.Views)
        {
            if (!Floors.Allow(sitting, line, view.Source, view.Seat))
            {
                list.Add(new NotApplied(line.Code, NotAppliedReason.TooFewPixels, view.Source, view.Seat, line.Floor, view.PixelsPerMetre));
            }
        }
    }

    private static void AddUnmeasured(HashSet<NotApplied> list, RulePack pack, int rule, Sitting sitting, SightingStore store)
    {
        foreach (var kind in pack.KindsOfRule[rule])
        {
            foreach (var sighting in store.Of(kind) ?? [])
            {
                if (sighting.Source.Kind == SourceKind.Node && Relations.Of(sitting, sighting) == Relation.Own
                    && Floors.Measured(sitting, sighting.Source, sighting.Subject.Seat) is null)
                {
                    list.Add(new NotApplied(pack.Rules[rule].Line.Code, NotAppliedReason.NotMeasured, sighting.Source, sighting.Subject.Seat, pack.Rules[rule].Line.Floor));
                }
            }
        }
    }
}
