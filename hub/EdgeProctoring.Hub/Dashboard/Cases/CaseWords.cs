using EdgeProctoring.Contracts;
using EdgeProctoring.Rules;

namespace EdgeProctoring.Hub.Dashboard;

/// <summary>The catalogue's kinds in words.</summary>
internal static class CaseWords
{
    public static IEnumerable<(string Code, string Name)> Kinds(string language) => Enum.GetValues<ViolationCode>()
        .Select(code => (code.Text(), Explanation.Name(code, language switch { "kk" => Language.Kk, "en" => Language.En, _ => Language.Ru }))).OrderBy(kind => kind.Item2, StringComparer.CurrentCulture);
}
