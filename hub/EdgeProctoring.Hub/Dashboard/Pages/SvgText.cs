using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace EdgeProctoring.Hub.Dashboard.Pages;

/// <summary>A text in a drawing. Razor keeps the tag's name for itself, so it is written by hand.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter, EditorRequired] public required string X { get; set; }
    [Parameter, EditorRequired] public int Y { get; set; }
    [Parameter, EditorRequired] public required string Words { get; set; }
    [Parameter] public string Anchor { get; set; } = "start";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", X);
        builder.AddAttribute(2, "y", Y);
        builder.AddAttribute(3, "text-anchor", Anchor);
        builder.AddContent(4, Words);
        builder.CloseElement();
    }
}
