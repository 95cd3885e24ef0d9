class BooksController < ApplicationController
  def index
    @books = Book.order(:title)
  end

  def create
    Book.create!(params.require(:book).permit(:title))
    redirect_to books_path
  end
end
