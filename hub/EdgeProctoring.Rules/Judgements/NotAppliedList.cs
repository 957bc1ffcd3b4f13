using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>Which rules are not applied to which view of an examinee.</summary>
internal static class NotAppliedList
{
    /// <summary>What is known before anything is seen: a missing consent, and views with too few pixels.</summary>
    public static IReadOnlyList<NotApplied> OfViews(RulePack pack, Sitting sitting)
    {
        HashSet<NotApplied>? list = null;
        foreach (var line in pack.Content.Rules)
        {
            if (!line.Modes.Allow(sitting.Mode))
            {
                continue;
            }
            if (line.Consent is { } consent && !sitting.Consents.Contains(consent))
            {
                (list ??= []).Add(new NotApplied(line.Code, NotAppliedReason.NoConsent));
                continue;
            }
            foreach (var view in sitting.Views)
            {
                if (!Floors.Allow(sitting, line, view.Source, view.Seat))
                {
                    (list ??= []).Add(new NotApplied(line.Code, NotAppliedReason.TooFewPixels, view.Source, view.Seat, line.Floor, view.PixelsPerMetre));
                }
            }
        }
        return list is null ? [] : Sorted(list);
    }

    /// <summary>With the cameras that saw something but were never measured.</summary>
    public static IReadOnlyList<NotApplied> Join(IReadOnlyList<NotApplied> known, RuleRecord?[] records)
    {
        HashSet<NotApplied>? list = null;
        foreach (var record in records)
        {
            if (record?.Unmeasured is { } unmeasured)
            {
                (list ??= [.. known]).UnionWith(unmeasured);
            }
        }
        return list is null ? known : Sorted(list);
    }

    private static List<NotApplied> Sorted(HashSet<NotApplied> list) =>
    [
        .. list.OrderBy(entry => entry.Code).ThenBy(entry => entry.Reason)
            .ThenBy(entry => entry.Source?.ToString(), StringComparer.Ordinal).ThenBy(entry => entry.Seat, StringComparer.Ordinal).ThenBy(entry => entry.Floor),
    ];
}
