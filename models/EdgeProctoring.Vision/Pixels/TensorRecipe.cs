namespace EdgeProctoring.Vision;

/// <summary>How a picture's region is laid into a tensor.</summary>
public enum TensorFit
{
    /// <summary>Both sides by the same factor, in the upper left corner, the rest padded.</summary>
    Letterbox,
    /// <summary>Each side by its own factor; nothing is padded.</summary>
    Stretch,
}

/// <summary>Order of the three planes.</summary>
public enum ChannelOrder
{
    Rgb,
    Bgr,
}

/// <summary>What a network wants: size, order, and each value as (p − mean) / deviation of 0 to 255.</summary>
public sealed record TensorRecipe(int Width, int Height, TensorFit Fit, ChannelOrder Order)
{
    /// <summary>In the order red, green, blue; default 0.</summary>
    public (float Red, float Green, float Blue) Mean { get; init; }
    /// <summary>In the order red, green, blue; default 1.</summary>
    public (float Red, float Green, float Blue) Deviation { get; init; } = (1, 1, 1);
    /// <summary>0 to 255, before mean and deviation.</summary>
    public float Pad { get; init; }

    /// <summary>The mean and deviation of ImageNet, which many networks were trained with.</summary>
    public TensorRecipe WithImageNet() => this with { Mean = (123.675f, 116.28f, 103.53f), Deviation = (58.395f, 57.12f, 57.375f) };
}

/// <summary>A part of a picture in its pixels; may reach beyond the border, where the border's pixels are repeated.</summary>
public readonly record struct PictureRegion(float Left, float Top, float Width, float Height)
{
    public static PictureRegion Whole(I420Picture picture) => new(0, 0, picture.Width, picture.Height);
}

/// <summary>A part of a tensor, in its pixels.</summary>
public readonly record struct TensorCell(int X, int Y, int Width, int Height);

/// <summary>Where a tensor's pixels lie in the picture.</summary>
public readonly record struct Placement(float Left, float Top, float ScaleX, float ScaleY)
{
    public float X(float tensorX) => Left + (tensorX / ScaleX);
    public float Y(float tensorY) => Top + (tensorY / ScaleY);
}
