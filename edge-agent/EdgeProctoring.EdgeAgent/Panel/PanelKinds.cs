using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What people did at the panel, for the hub's record; no rule asks for it.</summary>
internal static class PanelKinds
{
    public static readonly ObservationKind Identified = new("node.identified");
    public static readonly ObservationKind ReclaimAsked = new("node.reclaim-asked");
    public static readonly ObservationKind ReclaimTakenBack = new("node.reclaim-taken-back");
    public static readonly ObservationKind ReclaimRefused = new("node.reclaim-refused");
    public static readonly ObservationKind Reclaimed = new("node.reclaimed");
}
