namespace EdgeProctoring.Rules.Tests;

/// <summary>A pack of one or two rules, written as people write packs.</summary>
internal static class SmallPack
{
    private const string Head = """
        id: small
        version: 1
        title: { kk: s, ru: s, en: s }
        grace: { value: 0s, from: ours }
        counts-after: { value: 0s, from: ours }
        idle-end: { value: 0s, from: ours }
        coverage-floor: { value: 800, from: ours }
        keep-days: { value: 30, from: ours }
        outcomes:
          F: { propose: annul, points: 0, document: act, from: ours }
          FX: { propose: retake, document: protocol-a, or: [review], from: ours }
        violations:
          PHONE: { class: F, cap: 800, tau: 30s, from: ours }
          MATERIALS: { class: FX, cap: 1000, tau: 1ms, from: ours }
          TURNED_AWAY: { class: FX, cap: 100, tau: 10s, from: ours }
          ITEM_PASSED: { class: FX, cap: 400, tau: 30s, from: ours }
        rules:

        """;

    public static RulePack Of(params string[] rules) =>
        PackReader.Read(Head + string.Concat(rules.Select(rule => $"  - {{ {rule}, from: ours }}\n")));
}
