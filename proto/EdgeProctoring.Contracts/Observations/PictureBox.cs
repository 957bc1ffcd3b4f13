namespace EdgeProctoring.Contracts;

/// <summary>A place in a picture, in ten-thousandths of its width and height, so that it holds at any resolution.</summary>
public sealed record PictureBox(int Left, int Top, int Width, int Height);
