namespace EdgeProctoring.Rules;

/// <summary>One rule of a pack: pure, over the set of what was seen. It concludes; what that costs is decided elsewhere.</summary>
internal interface IRule
{
    RuleLine Line { get; }

    void Judge(SittingView sitting, List<Finding> findings);
}
