
namespace EdgeProctoring.Rules.Tests;

/// <summary>The packs of hub/rules, loaded once.</summary>
internal static class ShippedPacks
{
    public static IReadOnlyList<string> Ids { get; } = ["almau-2019", "bolashak-2024", "default", "eiti", "htii-oes-2021"];

    private static readonly Dictionary<string, RulePack> _packs = Ids.ToDictionary(id => id, id => PackReader.Read(Text(id)));

    public static RulePack Default => Of("default");

    public static RulePack Of(string id) => _packs[id];

    public static string Text(string id) => File.ReadAllText(Checkout.File("hub", "rules", $"{id}.yaml"));

    /// <summary>The same rules with another head, for what only some documents give.</summary>
    public static RulePack With(string id, Func<PackContent, PackContent> change) => new(change(Of(id).Content), "changed");

    public static TheoryData<string> All => [.. Ids];
}
