/* The compiled message catalogue that the build makes from po/vi.po. */
extern const unsigned char catalogue_vi[];
extern const unsigned catalogue_vi_length;
