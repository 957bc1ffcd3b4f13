namespace EdgeProctoring.Vision;

/// <summary>Whether a picture shows anything at all, and what is wrong with it.</summary>
public enum PictureState
{
    Usable = 0,
    /// <summary>Hardly any light, but outlines.</summary>
    Dark = 1,
    /// <summary>Something lies before the lens: no outlines, however bright.</summary>
    Covered = 2,
    /// <summary>Most of it is white: the sun, or a lamp into the lens.</summary>
    Bright = 3,
    /// <summary>The same picture again and again: no sensor does that.</summary>
    Frozen = 4,
    /// <summary>The camera looks elsewhere than when it began: seats do not lie where the map says.</summary>
    Moved = 5,
    /// <summary>Much less sharp than when it began.</summary>
    Blurred = 6,
}

/// <summary>States as people and programs read them.</summary>
public static class PictureStates
{
    /// <summary>What is wrong, for an operator; null where nothing is.</summary>
    public static string? Fault(this PictureState state) => state switch
    {
        PictureState.Dark => "the picture is dark",
        PictureState.Covered => "the lens is covered",
        PictureState.Bright => "the picture is too bright",
        PictureState.Frozen => "the picture stands still",
        PictureState.Moved => "the camera was moved",
        PictureState.Blurred => "the picture is blurred",
        _ => null,
    };
}
